package io.apigw.auth.policy;

import io.apigw.api.authorize.AccessRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text of a policy: characters, wildcards where the place has them, and variables such as {@code ${aws:username}},
 * whose values stand for themselves. A variable without a value makes the text match nothing.
 */
final class PolicyText {

  private final List<Piece> pieces;

  /** The whole text, where it has no variables. */
  private final @Nullable Glob fixed;

  private PolicyText(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
    this.fixed = pieces.stream().anyMatch(piece -> piece.kind == Kind.VARIABLE)
        ? null
        : glob(this.pieces, null);
  }

  /** Returns a text in which {@code *} and {@code ?} are wildcards. */
  static PolicyText pattern(String text, boolean variables) {
    return new PolicyText(read(text, true, variables));
  }

  /** Returns a text without wildcards. */
  static PolicyText exact(String text, boolean variables) {
    return new PolicyText(read(text, false, variables));
  }

  /** Returns the fields of an ARN as texts, at most six: the colons of the last one are its own. */
  static List<PolicyText> arnFields(String text, boolean variables) {
    List<PolicyText> fields = new ArrayList<>();
    List<Piece> field = new ArrayList<>();
    for (Piece piece : read(text, true, variables)) {
      String rest = piece.text;
      int colon = piece.kind == Kind.LITERAL ? rest.indexOf(':') : -1;
      while (colon >= 0 && fields.size() < 5) {
        field.add(new Piece(Kind.LITERAL, rest.substring(0, colon), null));
        fields.add(new PolicyText(field));
        field = new ArrayList<>();
        rest = rest.substring(colon + 1);
        colon = rest.indexOf(':');
      }
      field.add(new Piece(piece.kind, rest, piece.otherwise));
    }
    fields.add(new PolicyText(field));
    return fields;
  }

  boolean matches(String value, int from, int to, AccessRequest request) {
    Glob glob = fixed == null ? glob(pieces, request) : fixed;
    return glob != null && glob.matches(value, from, to);
  }

  boolean matches(String value, AccessRequest request) {
    return matches(value, 0, value.length(), request);
  }

  /** Returns the text with its variables resolved, wildcards as they are; null if one has no value. */
  @Nullable
  String resolved(AccessRequest request) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      String value = piece.value(request);
      if (value == null) {
        return null;
      }
      out.append(value);
    }
    return out.toString();
  }

  private static @Nullable Glob glob(List<Piece> pieces, @Nullable AccessRequest request) {
    Glob.Builder glob = new Glob.Builder();
    for (Piece piece : pieces) {
      switch (piece.kind) {
        case ONE -> glob.one();
        case RUN -> glob.run();
        default -> {
          String value = piece.value(request);
          if (value == null) {
            return null;
          }
          glob.literal(value);
        }
      }
    }
    return glob.build();
  }

  private static List<Piece> read(String text, boolean wildcards, boolean variables) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int close = variables && text.startsWith("${", at) ? text.indexOf('}', at) : -1;
      if (close > 0) {
        String name = text.substring(at + 2, close);
        if (name.equals("*") || name.equals("?") || name.equals("$")) {
          literal.append(name);
        } else {
          flush(literal, pieces);
          pieces.add(variable(name));
        }
        at = close + 1;
      } else if (wildcards && (c == '*' || c == '?')) {
        flush(literal, pieces);
        pieces.add(new Piece(c == '*' ? Kind.RUN : Kind.ONE, String.valueOf(c), null));
        at++;
      } else {
        literal.append(c);
        at++;
      }
    }
    flush(literal, pieces);
    return pieces;
  }

  /** A name, or a name, a comma and what stands there when it has no value: {@code aws:username, 'nobody'}. */
  private static Piece variable(String text) {
    int comma = text.indexOf(',');
    String name = (comma < 0 ? text : text.substring(0, comma)).strip();
    String otherwise = comma < 0 ? "" : text.substring(comma + 1).strip();
    boolean quoted =
        otherwise.length() >= 2 && otherwise.startsWith("'") && otherwise.endsWith("'");
    return new Piece(
        Kind.VARIABLE,
        name.toLowerCase(Locale.ROOT),
        quoted ? otherwise.substring(1, otherwise.length() - 1) : null);
  }

  private static void flush(StringBuilder literal, List<Piece> pieces) {
    if (literal.length() > 0) {
      pieces.add(new Piece(Kind.LITERAL, literal.toString(), null));
      literal.setLength(0);
    }
  }

  private enum Kind {
    LITERAL,
    ONE,
    RUN,
    VARIABLE
  }

  /** A piece: its characters, or the variable's key in lower case with what stands there when it has no value. */
  private record Piece(Kind kind, String text, @Nullable String otherwise) {

    @Nullable
    String value(@Nullable AccessRequest request) {
      if (kind != Kind.VARIABLE || request == null) {
        return text;
      }
      List<String> values = request.condition(text);
      return values.size() == 1 ? values.get(0) : otherwise;
    }
  }
}
