package io.apigw.api.authorize;

import io.apigw.api.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which URLs keys may be fetched from: absolute https, plain http on loopback or where it was allowed. */
final class IssuerUrl {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  private IssuerUrl() {}

  /** Checks an issuer: what it identifies and where discovery starts, so it has neither query nor fragment. */
  static List<Problem> issuer(String issuer, boolean plainHttp) {
    String rule = "an absolute http(s) URI without query and fragment";
    List<Problem> problems = url("issuer", rule, issuer, plainHttp);
    boolean bare = issuer.indexOf('?') < 0 && issuer.indexOf('#') < 0;
    return bare || !problems.isEmpty()
        ? problems
        : List.of(Problem.expected("issuer", rule, issuer));
  }

  static List<Problem> jwksUri(String uri, boolean plainHttp) {
    String rule = "an absolute http(s) URI without fragment";
    List<Problem> problems = url("jwksUri", rule, uri, plainHttp);
    return uri.indexOf('#') < 0 || !problems.isEmpty()
        ? problems
        : List.of(Problem.expected("jwksUri", rule, uri));
  }

  private static List<Problem> url(String path, String rule, String text, boolean plainHttp) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return List.of(Problem.expected(path, rule, text));
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean web = scheme.equals("https") || scheme.equals("http");
    if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
      return List.of(Problem.expected(path, rule, text));
    }
    boolean loopback = LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
    if (scheme.equals("http") && !plainHttp && !loopback) {
      return List.of(
          Problem.expected(path, "https (or http on loopback, or allowPlainHttp())", text));
    }
    return List.of();
  }
}
