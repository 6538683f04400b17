package io.apigw.runtime.route;

import io.apigw.api.definition.RouteKey;

/**
 * Where a search in the trie ends.
 *
 * @param key which requests the route takes
 * @param route the route
 * @param variables where the values of its variables stand
 */
record Target(RouteKey key, CompiledRoute route, Variables variables) {

  boolean greedy() {
    return variables.greedy();
  }
}
