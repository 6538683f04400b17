package io.apigw.api.integrate;

import java.util.Objects;

/**
 * Where a back end listens.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an address, without brackets
 * @param port 1 to 65535
 */
public record Origin(String scheme, String host, int port) {

  /** Checks the parts. */
  public Origin {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(host, "host");
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("scheme: expected http or https but was " + scheme);
    }
    if (host.isEmpty()) {
      throw new IllegalArgumentException("host: expected a name or an address but was empty");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port: expected 1 to 65535 but was " + port);
    }
  }

  /** Returns the value of the header {@code Host}: the port is left out where it is the scheme's own. */
  public String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    boolean standard = port == (scheme.equals("http") ? 80 : 443);
    return standard ? name : name + ":" + port;
  }

  /** Returns the origin as a URI has it, for example {@code http://pets.internal:8080}. */
  @Override
  public String toString() {
    return scheme + "://" + authority();
  }
}
