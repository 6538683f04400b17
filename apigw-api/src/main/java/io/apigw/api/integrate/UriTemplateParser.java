package io.apigw.api.integrate;

import io.apigw.api.Problem;
import io.apigw.api.integrate.UriTemplate.Part;
import io.apigw.api.integrate.UriTemplate.PathVariable;
import io.apigw.api.integrate.UriTemplate.Position;
import io.apigw.api.integrate.UriTemplate.StageVariable;
import io.apigw.api.integrate.UriTemplate.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a URI template once, from left to right, and goes on after a mistake as long as that makes sense. */
final class UriTemplateParser {

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9._$-]+");
  private static final Pattern STAGE_VARIABLE = Pattern.compile("stageVariables\\.([A-Za-z0-9_]+)");
  private static final String PATH_MARKS = "/-._~!$&'()*+,;=:@%";
  private static final String AUTHORITY_MARKS = "-.:[]";

  private final String text;
  private final List<Part> parts = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private String scheme = "";
  private Position position = Position.AUTHORITY;
  private int at;

  UriTemplateParser(String text) {
    this.text = text;
  }

  String scheme() {
    return scheme;
  }

  List<Part> parts() {
    return parts;
  }

  List<Problem> problems() {
    return problems;
  }

  void parse() {
    if (text.startsWith("http://")) {
      scheme = "http";
    } else if (text.startsWith("https://")) {
      scheme = "https";
    } else {
      expected("a URI that begins with http:// or https://", text);
      return;
    }
    at = scheme.length() + "://".length();
    while (at < text.length()) {
      piece(text.charAt(at));
    }
    flush();
    UriAuthority.check(text, parts, problems);
  }

  private void piece(char c) {
    if (c == '{') {
      variable(at + 1);
    } else if (c == '$' && text.startsWith("${", at)) {
      variable(at + 2);
    } else if (c == '/' && position == Position.AUTHORITY) {
      enter(Position.PATH);
      literal.append(c);
      at++;
    } else if (c == '?' && position != Position.QUERY) {
      enter(Position.QUERY);
      at++;
    } else if (c == '#') {
      expected("no fragment", text);
      at = text.length();
    } else {
      character(c);
    }
  }

  private void character(char c) {
    if (position == Position.AUTHORITY && c == '@') {
      expected("no user info", "the authority of " + withoutUserInfo());
    } else if (!allowed(c)) {
      expected("characters of a URI", "'" + c + "' at " + at + " of " + text);
    } else if (c == '%' && !escape()) {
      expected("two hexadecimal digits after %", "position " + at + " of " + text);
    }
    literal.append(c);
    at++;
  }

  private boolean allowed(char c) {
    boolean letterOrDigit =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letterOrDigit
        || (position == Position.AUTHORITY ? AUTHORITY_MARKS : PATH_MARKS).indexOf(c) >= 0
        || (position == Position.QUERY && c == '?');
  }

  private boolean escape() {
    return at + 2 < text.length()
        && Character.digit(text.charAt(at + 1), 16) >= 0
        && Character.digit(text.charAt(at + 2), 16) >= 0;
  }

  private void variable(int from) {
    int close = text.indexOf('}', from);
    if (close < 0) {
      expected("a } for each {", text);
      at = text.length();
      return;
    }
    String name = text.substring(from, close);
    Matcher stageVariable = STAGE_VARIABLE.matcher(name);
    flush();
    if (text.charAt(at) == '{' && VARIABLE.matcher(name).matches()) {
      parts.add(new PathVariable(name, position));
    } else if (text.charAt(at) == '{') {
      expected(
          "{name} of letters, digits and . _ $ -", text.substring(at, close + 1) + " in " + text);
    } else if (stageVariable.matches()) {
      parts.add(new StageVariable(stageVariable.group(1), position));
    } else {
      expected("${stageVariables.name}", text.substring(at, close + 1) + " in " + text);
    }
    at = close + 1;
  }

  private void enter(Position next) {
    flush();
    position = next;
  }

  private void flush() {
    if (!literal.isEmpty()) {
      parts.add(new Text(literal.toString(), position));
      literal.setLength(0);
    }
  }

  /** A password must not reach a log. */
  private String withoutUserInfo() {
    return scheme + "://***@" + text.substring(at + 1);
  }

  private void expected(String rule, String actual) {
    problems.add(Problem.expected("", rule, actual));
  }
}
