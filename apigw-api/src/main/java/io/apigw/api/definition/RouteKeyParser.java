package io.apigw.api.definition;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import io.apigw.api.definition.RouteKey.Greedy;
import io.apigw.api.definition.RouteKey.Literal;
import io.apigw.api.definition.RouteKey.Parameter;
import io.apigw.api.definition.RouteKey.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of route keys, by API kind. */
final class RouteKeyParser {

  private static final Pattern REST_LITERAL = Pattern.compile("[A-Za-z0-9._,:-]+");
  private static final Pattern HTTP_LITERAL =
      Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+");
  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z0-9._$-]+)(\\+?)}");

  private final ApiKind kind;
  private final String text;

  private RouteKeyParser(ApiKind kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  static RouteKey parse(ApiKind kind, String text) {
    return new RouteKeyParser(kind, text).parse();
  }

  private RouteKey parse() {
    if (kind == ApiKind.WEBSOCKET) {
      throw expected("a REST or HTTP API", kind.toString());
    }
    if (kind == ApiKind.HTTP && text.equals(RouteKey.DEFAULT)) {
      return new RouteKey(text, RouteKey.ANY, List.of());
    }
    int space = text.indexOf(' ');
    if (space < 0 || !text.startsWith("/", space + 1)) {
      String orDefault = kind == ApiKind.HTTP ? ", or $default" : "";
      throw expected("a verb, a space and a path, as in GET /pets/{petId}" + orDefault, text);
    }
    String verb = text.substring(0, space);
    if (!verb.equals(RouteKey.ANY) && !RouteKey.VERBS.contains(verb)) {
      List<String> verbs = new ArrayList<>(RouteKey.VERBS);
      verbs.add(RouteKey.ANY);
      throw new IllegalArgumentException(Problem.expectedOneOf("", verbs, verb).message());
    }
    return new RouteKey(text, verb, segments(text.substring(space + 2)));
  }

  private List<Segment> segments(String path) {
    List<Segment> segments = new ArrayList<>();
    if (path.isEmpty()) {
      return segments;
    }
    String[] parts = path.split("/", -1);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < parts.length; i++) {
      segments.add(segment(parts[i], i == parts.length - 1, names));
    }
    return segments;
  }

  private Segment segment(String part, boolean last, Set<String> names) {
    Matcher variable = VARIABLE.matcher(part);
    if (!variable.matches()) {
      return literal(part, last);
    }
    String name = variable.group(1);
    if (!names.add(name)) {
      throw expected("each variable once", part + " twice");
    }
    if (variable.group(2).isEmpty()) {
      return new Parameter(name);
    }
    if (!last) {
      throw expected("a greedy variable at the end only", text);
    }
    return new Greedy(name);
  }

  private Literal literal(String part, boolean last) {
    if (part.isEmpty() && last && kind == ApiKind.HTTP) {
      return new Literal("");
    }
    if (part.isEmpty()) {
      throw expected("no empty segment", text);
    }
    if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
      throw expected("a variable {name} or {name+} that is a whole segment", part);
    }
    if (kind == ApiKind.REST && !REST_LITERAL.matcher(part).matches()) {
      throw expected("a segment of letters, digits and . _ , : -", part);
    }
    if (!HTTP_LITERAL.matcher(part).matches()) {
      throw expected("a segment of a URI's characters", part);
    }
    return new Literal(part);
  }

  private static IllegalArgumentException expected(String rule, String actual) {
    return new IllegalArgumentException(Problem.expected("", rule, actual).message());
  }
}
