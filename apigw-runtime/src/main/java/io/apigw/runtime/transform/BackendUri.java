package io.apigw.runtime.transform;

import io.apigw.api.integrate.Origin;
import io.apigw.runtime.throttle.Admitted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where requests go: the ready form of a URI template. */
final class BackendUri {

  private final BackendHost host;
  private final List<UriPiece> path;
  private final QueryRules query;
  private final boolean variable;

  /**
   * Makes a ready URI.
   *
   * @param host where the back end listens
   * @param path the pieces of the path
   * @param variable whether a value of the request is among the path's pieces
   * @param query how the query is made
   */
  BackendUri(BackendHost host, List<UriPiece> path, boolean variable, QueryRules query) {
    this.host = host;
    this.path = List.copyOf(path);
    this.variable = variable;
    this.query = query;
  }

  /** Returns where the request goes; null if its values make no host. */
  @Nullable
  Origin origin(Admitted admitted) {
    return host.origin(admitted);
  }

  /** Returns path and query in origin form; null if the request's values would leave the template's shape. */
  @Nullable
  String target(Admitted admitted) {
    StringBuilder target = new StringBuilder(64);
    boolean fits = append(path, admitted, target);
    if (target.length() == 0 || target.charAt(0) != '/') {
      target.insert(0, '/');
    }
    if (!fits || (variable && DotSegments.in(target))) {
      return null;
    }
    query.append(admitted, target);
    return target.toString();
  }

  static boolean append(List<UriPiece> pieces, Admitted admitted, StringBuilder out) {
    boolean fits = true;
    for (int i = 0; i < pieces.size(); i++) {
      fits &= pieces.get(i).append(admitted, out);
    }
    return fits;
  }
}
