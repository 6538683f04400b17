package io.apigw.runtime.route;

/** A way into a stage: what of the path leads there and is cut off before routing. */
final class EntryPoint {

  private final StageRoutes routes;
  private final String prefix;
  private final boolean mapped;

  private EntryPoint(StageRoutes routes, String prefix, boolean mapped) {
    this.routes = routes;
    this.prefix = prefix;
    this.mapped = mapped;
  }

  /** A host and the beginning of a path that are mapped to the stage; without slashes at its ends, possibly empty. */
  static EntryPoint mapped(StageRoutes routes, String basePath) {
    return new EntryPoint(routes, basePath, true);
  }

  /** The default endpoint with the stage's name as the first segment. */
  static EntryPoint named(StageRoutes routes) {
    return new EntryPoint(routes, routes.stage().name(), false);
  }

  /** The default endpoint with nothing of the path cut off. */
  static EntryPoint whole(StageRoutes routes) {
    return new EntryPoint(routes, "", false);
  }

  StageRoutes routes() {
    return routes;
  }

  String basePath() {
    return mapped ? prefix : "";
  }

  /**
   * Where the API's own part of a path begins: at a slash, or at the path's end. Of several slashes before the prefix and
   * after it the last counts, so that {@code //admin} is no way around the authorizer of {@code /admin}.
   */
  int cut(String path) {
    int at = prefix.isEmpty() ? 0 : firstSegment(path) + prefix.length();
    while (at + 1 < path.length() && path.charAt(at) == '/' && path.charAt(at + 1) == '/') {
      at++;
    }
    return at;
  }

  /** The API's own part of a path; never empty. */
  String routedPath(String path) {
    int from = cut(path);
    return from == path.length() ? "/" : path.substring(from);
  }

  /** Where a path's first segment begins, after all slashes. */
  static int firstSegment(String path) {
    int at = 0;
    while (at < path.length() && path.charAt(at) == '/') {
      at++;
    }
    return at;
  }

  /** Where the segment ends that begins at a place. */
  static int segmentEnd(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? path.length() : slash;
  }
}
