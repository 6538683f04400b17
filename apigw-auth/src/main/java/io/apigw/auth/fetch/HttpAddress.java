package io.apigw.auth.fetch;

import io.apigw.api.integrate.Origin;
import java.net.URI;
import java.util.Locale;

/**
 * Where a document is.
 *
 * @param origin who has it
 * @param target its path and query
 */
public record HttpAddress(Origin origin, String target) {

  /** Of a URL that the definition's own rules have passed; in ASCII, as no other character may reach a request line. */
  public static HttpAddress of(String url) {
    URI uri = URI.create(URI.create(url).toASCIIString());
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    boolean bracketed = host.startsWith("[");
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery();
    return new HttpAddress(
        new Origin(scheme, bracketed ? host.substring(1, host.length() - 1) : host, port),
        query == null ? path : path + "?" + query);
  }

  @Override
  public String toString() {
    int question = target.indexOf('?');
    return origin + (question < 0 ? target : target.substring(0, question));
  }
}
