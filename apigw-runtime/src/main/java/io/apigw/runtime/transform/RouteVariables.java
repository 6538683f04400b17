package io.apigw.runtime.transform;

import java.util.List;

/**
 * The path variables of a route.
 *
 * @param key the route key, which tells the greedy one
 * @param names their names in their order
 */
record RouteVariables(String key, List<String> names) {

  boolean has(String name) {
    return names.contains(name);
  }

  int index(String name) {
    return names.indexOf(name);
  }

  boolean greedy(String name) {
    return key.endsWith("{" + name + "+}");
  }

  /** Whether the route takes what no other takes, and hands on the whole path. */
  boolean all() {
    return key.equals("$default");
  }
}
