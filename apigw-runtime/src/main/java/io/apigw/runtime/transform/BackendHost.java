package io.apigw.runtime.transform;

import io.apigw.api.integrate.Origin;
import io.apigw.runtime.throttle.Admitted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a back end listens: the same for all requests, or a name that a value of the request is part of. The port is
 * always the template's own.
 */
final class BackendHost {

  private final @Nullable Origin fixed;
  private final String scheme;
  private final List<UriPiece> name;
  private final int port;

  private BackendHost(@Nullable Origin fixed, String scheme, List<UriPiece> name, int port) {
    this.fixed = fixed;
    this.scheme = scheme;
    this.name = List.copyOf(name);
    this.port = port;
  }

  static BackendHost fixed(Origin origin) {
    return new BackendHost(origin, origin.scheme(), List.of(), origin.port());
  }

  static BackendHost varying(String scheme, List<UriPiece> name, int port) {
    return new BackendHost(null, scheme, name, port);
  }

  /** Returns the origin; null if a value has anything but letters, digits, dots and hyphens. */
  @Nullable
  Origin origin(Admitted admitted) {
    if (fixed != null) {
      return fixed;
    }
    StringBuilder host = new StringBuilder();
    return BackendUri.append(name, admitted, host)
        ? new Origin(scheme, host.toString(), port)
        : null;
  }
}
