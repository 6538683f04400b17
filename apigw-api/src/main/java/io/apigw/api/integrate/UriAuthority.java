package io.apigw.api.integrate;

import io.apigw.api.Problem;
import io.apigw.api.integrate.UriTemplate.Part;
import io.apigw.api.integrate.UriTemplate.Position;
import io.apigw.api.integrate.UriTemplate.Text;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Host and port of a URI template: {@code host[:port]} where they are written out. */
final class UriAuthority {

  private static final Pattern WHOLE =
      Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");

  private UriAuthority() {}

  static void check(String text, List<Part> parts, List<Problem> problems) {
    List<Part> authority =
        parts.stream().filter(part -> part.position() == Position.AUTHORITY).toList();
    boolean constant = authority.stream().allMatch(Text.class::isInstance);
    if (problems.isEmpty() && constant && !valid(authority)) {
      problems.add(Problem.expected("", "host or host:port after the scheme", text));
    }
  }

  private static boolean valid(List<Part> authority) {
    return authority.size() == 1 && authority.get(0) instanceof Text whole && valid(whole.text());
  }

  static boolean valid(String authority) {
    Matcher matcher = WHOLE.matcher(authority);
    if (!matcher.matches()) {
      return false;
    }
    String port = matcher.group(2);
    return port == null || (port(port) >= 1 && port(port) <= 65535);
  }

  /** Takes apart what {@link #valid(String)} accepts. */
  static Origin origin(String scheme, String authority) {
    Matcher matcher = WHOLE.matcher(authority);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected host or host:port but was " + authority);
    }
    String host = matcher.group(1);
    String port = matcher.group(2);
    int standard = scheme.equals("https") ? 443 : 80;
    return new Origin(
        scheme,
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port == null ? standard : port(port));
  }

  private static int port(String digits) {
    return Integer.parseInt(digits);
  }
}
