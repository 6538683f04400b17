package io.apigw.api;

import java.util.ArrayList;
import java.util.List;

/** Reads every spelling of a {@link ValueExpression}; {@link ValueForm} knows the names. */
final class ValueExpressionParser {

  /** What text is that names no value and stands in no quotes. */
  enum Plain {
    REFUSED,
    STATIC
  }

  private static final String KNOWN =
      "a value such as $request.header.NAME, method.request.header.NAME, context.NAME, stageVariables.NAME or 'text'";
  private static final List<String> ROOTS =
      List.of("$request.", "$response.", "$context.", "$stageVariables.");

  private final String text;
  private final List<ValueExpression> parts = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();

  private ValueExpressionParser(String text) {
    this.text = text;
  }

  static ValueExpression parse(String text, Plain plain) {
    if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
      return new ValueExpression.Literal(text.substring(1, text.length() - 1));
    }
    if (text.contains("${")) {
      return new ValueExpressionParser(text).mixed();
    }
    if (plain == Plain.REFUSED || beginsWithName(text)) {
      return named(text, 0, text);
    }
    return text.indexOf('$') < 0
        ? new ValueExpression.Literal(text)
        : new ValueExpressionParser(text).mixed();
  }

  private static boolean beginsWithName(String text) {
    return text.length() > 1 && text.charAt(0) == '$' && Character.isLetter(text.charAt(1));
  }

  private ValueExpression mixed() {
    int at = 0;
    while (at < text.length()) {
      at = text.startsWith("${", at) ? braces(at) : plain(at);
    }
    endPlain();
    return switch (parts.size()) {
      case 0 -> new ValueExpression.Literal("");
      case 1 -> parts.get(0);
      default -> new ValueExpression.Concatenation(parts);
    };
  }

  private int braces(int at) {
    int end = text.indexOf('}', at);
    if (end < 0) {
      throw new IllegalArgumentException(
          Problem.expectation("a } for the ${ at position " + at, text));
    }
    endPlain();
    String inner = text.substring(at + 2, end);
    boolean complete = inner.startsWith("$") || isBare(inner);
    parts.add(complete ? named(inner, at + 2, text) : named("$" + inner, at + 1, text));
    return end + 1;
  }

  private static boolean isBare(String inner) {
    return ValueForm.ALL.stream().anyMatch(form -> form.fits(inner));
  }

  private int plain(int at) {
    for (String root : ROOTS) {
      if (text.startsWith(root, at)) {
        throw new IllegalArgumentException(
            Problem.expectation("${" + root.substring(1) + "…} in braces at position " + at, text));
      }
    }
    boolean escaped = text.startsWith("\\$", at) || text.startsWith("\\\\", at);
    plain.append(text.charAt(escaped ? at + 1 : at));
    return escaped ? at + 2 : at + 1;
  }

  private void endPlain() {
    if (plain.length() > 0) {
      parts.add(new ValueExpression.Literal(plain.toString()));
      plain.setLength(0);
    }
  }

  private static ValueExpression named(String name, int position, String text) {
    for (ValueForm form : ValueForm.ALL) {
      if (form.fits(name)) {
        return read(form, name, position, text);
      }
    }
    int known = 0;
    for (ValueForm form : ValueForm.ALL) {
      known = Math.max(known, commonLength(form.beginning(), name));
    }
    throw new IllegalArgumentException(
        Problem.expectation(KNOWN + " at position " + (position + known), text) + hint(name));
  }

  private static ValueExpression read(ValueForm form, String name, int position, String text) {
    try {
      return form.read(name);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          wrong.getMessage()
              + " (after "
              + form.beginning()
              + " at position "
              + (position + form.beginning().length())
              + " of "
              + Problem.shown(text)
              + ")",
          wrong);
    }
  }

  private static int commonLength(String one, String other) {
    int length = 0;
    while (length < Math.min(one.length(), other.length())
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return length;
  }

  /** Compares each form with as many of the name's parts as the form has. */
  private static String hint(String name) {
    List<String> candidates = new ArrayList<>();
    for (ValueForm form : ValueForm.ALL) {
      int end = -1;
      for (long dots = form.beginning().chars().filter(c -> c == '.').count(); dots > 0; dots--) {
        int next = name.indexOf('.', end + 1);
        end = next < 0 ? name.length() : next;
      }
      String rest = end < name.length() && !form.whole() ? name.substring(end + 1) : "";
      candidates.add(form.beginning() + rest);
    }
    return NearNames.hint(candidates, name);
  }
}
