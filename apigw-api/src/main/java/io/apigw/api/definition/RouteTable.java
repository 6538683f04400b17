package io.apigw.api.definition;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The routes a builder has so far: those of the API it began with, which may be replaced, and those declared since. */
final class RouteTable<R extends Route> {

  /** A route that is built with its API. */
  @FunctionalInterface
  interface Draft<R> {
    Optional<R> build(Optional<RouteKey> key, List<Problem> problems);
  }

  private final ApiKind kind;
  private final Map<String, Draft<R>> drafts = new LinkedHashMap<>();
  private final Set<String> declared = new HashSet<>();
  private final Set<String> twice = new HashSet<>();

  RouteTable(ApiKind kind) {
    this.kind = kind;
  }

  RouteTable<R> copy() {
    RouteTable<R> copy = new RouteTable<>(kind);
    copy.drafts.putAll(drafts);
    copy.twice.addAll(twice);
    return copy;
  }

  void keep(R route) {
    drafts.put(route.key().toString(), (key, problems) -> Optional.of(route));
  }

  void declare(String key, Draft<R> draft) {
    if (!declared.add(key)) {
      twice.add(key);
    }
    drafts.put(key, draft);
  }

  int size() {
    return drafts.size();
  }

  /** The keys that can be read. */
  List<RouteKey> keys() {
    List<RouteKey> keys = new ArrayList<>();
    drafts.keySet().forEach(text -> key(text, new ArrayList<>()).ifPresent(keys::add));
    return keys;
  }

  /**
   * Builds all routes.
   *
   * @param word what a path calls them: routes or methods
   */
  List<R> build(String word, List<Problem> problems) {
    List<R> routes = new ArrayList<>();
    drafts.forEach((text, draft) -> {
      List<Problem> own = new ArrayList<>();
      if (twice.contains(text)) {
        own.add(Problem.expected("", "each route key once", "twice"));
      }
      draft.build(key(text, own), own).ifPresent(routes::add);
      own.forEach(problem -> problems.add(problem.under(word + "[" + text + "]")));
    });
    RouteConflicts.of(kind, keys()).forEach(problem -> problems.add(problem.under(word)));
    return routes;
  }

  private Optional<RouteKey> key(String text, List<Problem> problems) {
    try {
      return Optional.of(RouteKey.parse(kind, text));
    } catch (IllegalArgumentException e) {
      problems.add(new Problem("", String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }
}
