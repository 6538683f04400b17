package io.apigw.runtime.monitor;

import io.apigw.api.Problem;
import io.apigw.runtime.monitor.ContextVariables.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A format of an access log, taken apart once: text as it stands, and variables with what reads them and how their
 * values are written there.
 */
final class AccessLogFormat {

  private static final String MARK = "$context.";

  private final List<Part> parts = new ArrayList<>();
  private final ContextVariables variables;

  private AccessLogFormat(ContextVariables variables) {
    this.variables = variables;
  }

  /** Takes a format apart, and adds what is wrong with it to the problems. */
  static AccessLogFormat parse(String format, ContextVariables variables, List<Problem> problems) {
    AccessLogFormat parsed = new AccessLogFormat(variables);
    parsed.takeApart(format.stripTrailing(), problems);
    if (format.isBlank()
        || format.stripTrailing().chars().anyMatch(c -> LogText.unprintable((char) c))) {
      problems.add(Problem.expected("format", "one line of printable text", format));
    }
    if (!parsed.identifies()) {
      problems.add(Problem.expected(
          "format", "$context.requestId or $context.extendedRequestId in it", format));
    }
    return parsed;
  }

  /** Makes a format of JSON objects. */
  static AccessLogFormat json(
      List<Field> fields, ContextVariables variables, List<Problem> problems) {
    AccessLogFormat format = new AccessLogFormat(variables);
    for (int i = 0; i < fields.size(); i++) {
      StringBuilder name = new StringBuilder(i == 0 ? "{\"" : "\",\"");
      LogText.QUOTED.append(name, fields.get(i).name());
      format.parts.add(Part.text(name.append("\":\"").toString()));
      format.add(fields.get(i).variable(), LogText.QUOTED, "variables[" + i + "]", problems);
    }
    format.parts.add(Part.text("\"}"));
    if (!format.identifies()) {
      problems.add(Problem.expected(
          "variables",
          "requestId or extendedRequestId among them",
          fields.stream().map(Field::variable).toList()));
    }
    return format;
  }

  /** Returns the line of one request. */
  String line(Recording record) {
    StringBuilder out = new StringBuilder(256);
    for (Part part : parts) {
      part.append(out, record);
    }
    return out.toString();
  }

  private boolean identifies() {
    return parts.stream()
        .anyMatch(part -> part.text.equals("requestId") || part.text.equals("extendedRequestId"));
  }

  private void takeApart(String format, List<Problem> problems) {
    boolean markup = format.startsWith("<");
    boolean quoted = false;
    int at = 0;
    for (int mark = format.indexOf(MARK); mark >= 0; mark = format.indexOf(MARK, at)) {
      String text = format.substring(at, mark);
      parts.add(Part.text(text));
      quoted ^= odd(text);
      at = endOfName(format, mark + MARK.length());
      LogText form = markup ? LogText.MARKUP : quoted ? LogText.QUOTED : LogText.PLAIN;
      add(format.substring(mark + MARK.length(), at), form, "format", problems);
    }
    parts.add(Part.text(format.substring(at)));
  }

  private void add(String variable, LogText form, String path, List<Problem> problems) {
    Reader reader = variables.reader(variable);
    if (reader == null) {
      problems.add(Problem.expectedOneOf(path, variables.namesLike(variable), variable));
    } else {
      parts.add(new Part(variable, reader, form));
    }
  }

  /** Whether a text leaves a quoted string that it began, or begins one. */
  private static boolean odd(String text) {
    boolean odd = false;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        odd = !odd;
      }
    }
    return odd;
  }

  /** A name is words with dots between them; those of an authorizer may hold hyphens, or stand in {@code ['…']}. */
  private static int endOfName(String format, int start) {
    boolean authorizer = format.startsWith("authorizer.", start);
    int end = start;
    while (end < format.length()) {
      char c = format.charAt(end);
      boolean joins = c == '.' || (c == '-' && authorizer);
      if (authorizer && format.startsWith("['", end) && format.indexOf("']", end) > 0) {
        return format.indexOf("']", end) + 2;
      }
      if (!word(c) && !(joins && end + 1 < format.length() && word(format.charAt(end + 1)))) {
        return end;
      }
      end++;
    }
    return end;
  }

  private static boolean word(char c) {
    return c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  /**
   * A member of a log of JSON objects.
   *
   * @param name the member's name
   * @param variable the variable whose value it has
   */
  record Field(String name, String variable) {}

  /** A text as it stands, or a variable and what reads it. */
  private static final class Part {

    private final String text;
    private final @Nullable Reader reader;
    private final LogText form;
    private final boolean secret;

    Part(String text, @Nullable Reader reader, LogText form) {
      this.text = text;
      this.reader = reader;
      this.form = form;
      this.secret = Masked.secretName(text);
    }

    static Part text(String text) {
      return new Part(text, null, LogText.PLAIN);
    }

    void append(StringBuilder out, Recording record) {
      if (reader == null) {
        out.append(text);
        return;
      }
      String value = reader.read(record);
      if (value == null) {
        out.append('-');
      } else {
        form.append(out, secret ? Masked.MASK : Masked.text(value));
      }
    }
  }
}
