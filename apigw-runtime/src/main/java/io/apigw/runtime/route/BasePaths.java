package io.apigw.runtime.route;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The base paths of one host. The longest that a path begins with wins, by whole segments. Immutable. */
final class BasePaths {

  private final LiteralTable<BasePaths> longer;
  private final @Nullable EntryPoint here;

  private BasePaths(Map<String, EntryPoint> byPath) {
    this.here = byPath.get("");
    Map<String, Map<String, EntryPoint>> bySegment = new LinkedHashMap<>();
    byPath.forEach((path, entry) -> {
      if (!path.isEmpty()) {
        int end = EntryPoint.segmentEnd(path, 0);
        bySegment
            .computeIfAbsent(path.substring(0, end), ignored -> new LinkedHashMap<>())
            .put(path.substring(Math.min(end + 1, path.length())), entry);
      }
    });
    Map<String, BasePaths> children = new LinkedHashMap<>();
    bySegment.forEach((segment, rest) -> children.put(segment, new BasePaths(rest)));
    this.longer = new LiteralTable<>(children.entrySet());
  }

  static BasePaths of(Map<String, EntryPoint> byPath) {
    return new BasePaths(byPath);
  }

  @Nullable
  EntryPoint find(String path) {
    EntryPoint found = here;
    BasePaths node = this;
    for (int at = EntryPoint.firstSegment(path); at < path.length(); ) {
      int end = EntryPoint.segmentEnd(path, at);
      node = node.longer.get(path, at, end, LiteralTable.hash(path, at, end));
      if (node == null) {
        return found;
      }
      found = node.here == null ? found : node.here;
      at = end + 1;
    }
    return found;
  }
}
