package io.apigw.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way to one field of a JSON body: members and array places, the part of JSONPath that names exactly one value.
 * Wildcards, slices, filters and {@code ..} are refused; AWS's HTTP APIs know none of the last two either.
 */
final class FieldPath {

  private static final String NOT_IN_NAMES = ".[]()*?'\"{}";

  private final List<Step> steps;

  private FieldPath(List<Step> steps) {
    this.steps = steps;
  }

  static FieldPath parse(String text) {
    Scan scan = new Scan(text);
    List<Step> steps = new ArrayList<>();
    while (!scan.atEnd() || steps.isEmpty()) {
      steps.add(scan.next(steps.isEmpty()));
    }
    if (steps.size() > JsonValue.MAX_DEPTH) {
      throw new IllegalArgumentException(
          Problem.expectation("a field at most " + JsonValue.MAX_DEPTH + " deep", text));
    }
    return new FieldPath(List.copyOf(steps));
  }

  Optional<JsonValue> find(JsonValue body) {
    JsonValue value = body;
    for (Step step : steps) {
      if (step.index < 0 && value instanceof JsonObject object) {
        Optional<JsonValue> member = object.get(step.name);
        if (member.isEmpty()) {
          return member;
        }
        value = member.get();
      } else if (step.index >= 0
          && value instanceof JsonArray array
          && step.index < array.items().size()) {
        value = array.items().get(step.index);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(value);
  }

  /** The one spelling of this path: equal for paths to the same field. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Step step : steps) {
      if (step.index >= 0) {
        out.append('[').append(step.index).append(']');
      } else if (step.name.isEmpty() || !step.name.chars().allMatch(FieldPath::plain)) {
        out.append("['")
            .append(step.name.replace("\\", "\\\\").replace("'", "\\'"))
            .append("']");
      } else {
        out.append(out.length() == 0 ? "" : ".").append(step.name);
      }
    }
    return out.toString();
  }

  private static boolean plain(int c) {
    return c > ' ' && c != 0x7f && NOT_IN_NAMES.indexOf(c) < 0;
  }

  /** A member's name, or an array's place if the index is not negative. */
  private record Step(String name, int index) {}

  private static final class Scan {

    private final String text;
    private int at;

    private Scan(String text) {
      this.text = text;
    }

    private boolean atEnd() {
      return at == text.length();
    }

    private Step next(boolean first) {
      if (!atEnd() && text.charAt(at) == '[') {
        at++;
        return bracket();
      }
      if (!first) {
        take('.');
      }
      int from = at;
      while (!atEnd() && plain(text.charAt(at))) {
        at++;
      }
      if (at == from) {
        throw wrong("a member's name");
      }
      return new Step(text.substring(from, at), -1);
    }

    private Step bracket() {
      char c = atEnd() ? ']' : text.charAt(at);
      Step step = c == '\'' || c == '"' ? new Step(quoted(c), -1) : new Step("", index());
      take(']');
      return step;
    }

    private String quoted(char quote) {
      StringBuilder name = new StringBuilder();
      at++;
      while (!atEnd() && text.charAt(at) != quote) {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        name.append(text.charAt(at++));
      }
      take(quote);
      return name.toString();
    }

    private int index() {
      int from = at;
      while (!atEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      if (at == from || at - from > 9) {
        throw wrong("a number from 0 to 999999999 or a name in quotes");
      }
      return Integer.parseInt(text.substring(from, at));
    }

    private void take(char expected) {
      if (atEnd() || text.charAt(at) != expected) {
        throw wrong("'" + expected + "'");
      }
      at++;
    }

    private IllegalArgumentException wrong(String expected) {
      return new IllegalArgumentException(
          Problem.expectation(expected + " at position " + at + " of a field's path", text)
              + "; it names one field: a.b, ['a b'] and [0], but no '..', wildcard or filter");
    }
  }
}
