package io.apigw.runtime.route;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What answers for an API where no mapping does: the stage that the path's first segment names, else {@code $default},
 * else the API's own answer that there is no such stage. Immutable.
 */
final class ApiEndpoint {

  private static final String DEFAULT_STAGE = "$default";

  private final LiteralTable<EntryPoint> named;
  private final EntryPoint otherwise;
  private final EntryPoint atRoot;

  /**
   * Makes an endpoint.
   *
   * @param stages the stages by name
   * @param unknown what answers for a stage that does not exist
   * @param root the stage that answers at the root when the API is the only one
   */
  ApiEndpoint(Map<String, StageRoutes> stages, StageRoutes unknown, @Nullable StageRoutes root) {
    Map<String, EntryPoint> entries = new LinkedHashMap<>();
    stages.forEach((name, routes) -> {
      if (!name.equals(DEFAULT_STAGE)) {
        entries.put(name, EntryPoint.named(routes));
      }
    });
    StageRoutes fallback = stages.get(DEFAULT_STAGE);
    this.named = new LiteralTable<>(entries.entrySet());
    this.otherwise = EntryPoint.whole(fallback == null ? unknown : fallback);
    this.atRoot = root == null || fallback != null ? otherwise : EntryPoint.whole(root);
  }

  /** Finds the stage for a host that names the API. */
  EntryPoint find(String path) {
    return find(path, otherwise);
  }

  /** Finds the stage for any other host, when the API is the gateway's only one. */
  EntryPoint findAlone(String path) {
    return find(path, atRoot);
  }

  private EntryPoint find(String path, EntryPoint unnamed) {
    int from = EntryPoint.firstSegment(path);
    int to = EntryPoint.segmentEnd(path, from);
    EntryPoint found = named.get(path, from, to, LiteralTable.hash(path, from, to));
    return found == null ? unnamed : found;
  }
}
