package io.apigw.api;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** How each kind of API writes a {@link ValueExpression}, and what the names in one may consist of. */
final class Spelling {

  private static final int LONGEST_STAGE_VARIABLE = 64;

  private Spelling() {}

  static String request(ApiKind kind) {
    return switch (kind) {
      case REST -> "method.request.";
      case HTTP -> "$request.";
      case WEBSOCKET -> "route.request.";
    };
  }

  static String reply(ApiKind kind) {
    return kind == ApiKind.HTTP ? "$response." : "integration.response.";
  }

  static String sigil(ApiKind kind) {
    return kind == ApiKind.HTTP ? "$" : "";
  }

  static String multi(boolean multi, ApiKind kind) {
    return multi && kind != ApiKind.HTTP ? "multivalue" : "";
  }

  static String body(String path) {
    return path.isEmpty() ? "body" : path.startsWith("[") ? "body" + path : "body." + path;
  }

  /** The kind whose spelling loses nothing: an HTTP API has no multi-value form. */
  static ApiKind natural(boolean multi) {
    return multi ? ApiKind.REST : ApiKind.HTTP;
  }

  static String mixed(List<ValueExpression> parts, Function<ValueExpression, String> write) {
    StringBuilder out = new StringBuilder();
    for (ValueExpression part : parts) {
      if (part instanceof ValueExpression.Literal literal) {
        out.append(literal.text().replace("\\", "\\\\").replace("$", "\\$"));
      } else {
        String text = write.apply(part);
        out.append("${")
            .append(text, text.startsWith("$") ? 1 : 0, text.length())
            .append('}');
      }
    }
    return out.toString();
  }

  /** Never true for empty text: an HTTP API takes that for the order to delete a mapping. */
  static boolean readsAsItself(ValueExpression.Literal literal) {
    try {
      return !literal.text().isEmpty()
          && literal.equals(ValueExpression.parseMapped(literal.text()));
    } catch (IllegalArgumentException readsAsSomethingElse) {
      return false;
    }
  }

  /** The spelling, where the kind of API knows it. */
  static String known(boolean known, ApiKind kind, String spelling) {
    if (!known) {
      throw new IllegalArgumentException(
          Problem.expectation("a value that a " + kind + " API can name", spelling));
    }
    return spelling;
  }

  static void requireHeader(String name) {
    if (!HeaderSyntax.token(Objects.requireNonNull(name, "name"))) {
      throw new IllegalArgumentException(Problem.expectation("a header's name", name));
    }
  }

  static void requireName(String what, String name) {
    if (name.isEmpty()
        || !name.chars().allMatch(c -> c > ' ' && c != 0x7f && c != '{' && c != '}')) {
      throw new IllegalArgumentException(Problem.expectation(what, name));
    }
  }

  static void requirePathVariable(String name) {
    requireName("a path variable's name", name);
    if (name.endsWith("+")) {
      throw new IllegalArgumentException(
          Problem.expectation("the path variable's name without +", name));
    }
  }

  static void requireStageVariable(String name) {
    boolean legal =
        name.chars().allMatch(c -> c == '_' || (c < 0x80 && Character.isLetterOrDigit(c)));
    if (name.isEmpty() || name.length() > LONGEST_STAGE_VARIABLE || !legal) {
      throw new IllegalArgumentException(Problem.expectation(
          "a stage variable's name of 1 to 64 letters, digits and underscores", name));
    }
  }

  static void requireMixed(List<ValueExpression> parts) {
    boolean textBefore = false;
    for (ValueExpression part : parts) {
      boolean text = part instanceof ValueExpression.Literal;
      if (part instanceof ValueExpression.Concatenation
          || (text && textBefore)
          || part.equals(new ValueExpression.Literal(""))) {
        throw new IllegalArgumentException(
            Problem.expectation("values with text between them", parts));
      }
      textBefore = text;
    }
    if (parts.size() < 2) {
      throw new IllegalArgumentException(Problem.expectation("two parts or more", parts));
    }
  }
}
