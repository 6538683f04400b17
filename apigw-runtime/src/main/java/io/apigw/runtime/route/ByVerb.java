package io.apigw.runtime.route;

import org.jspecify.annotations.Nullable;

/** The routes of one path while the trie grows: one for each verb at most, and one for all others. */
final class ByVerb {

  private static final @Nullable Target[] NONE = new Target[Verbs.COUNT];

  private final @Nullable Target[] exact = new Target[Verbs.COUNT];
  private @Nullable Target any;

  /** Puts a route in; returns the one that has its place already, which stays. */
  @Nullable
  Target put(Target target) {
    if (target.key().anyVerb()) {
      Target before = any;
      any = before == null ? target : before;
      return before;
    }
    int verb = Verbs.indexOf(target.key().verb());
    Target before = exact[verb];
    exact[verb] = before == null ? target : before;
    return before;
  }

  /** A bit for each verb that a route takes. */
  int verbs() {
    int bits = any == null ? 0 : (1 << Verbs.COUNT) - 1;
    for (int verb = 0; verb < Verbs.COUNT; verb++) {
      bits |= exact[verb] == null ? 0 : 1 << verb;
    }
    return bits;
  }

  /** The route of each verb; not to be changed. */
  @Nullable
  Target[] filled() {
    if (verbs() == 0) {
      return NONE;
    }
    @Nullable Target[] filled = exact.clone();
    for (int verb = 0; verb < Verbs.COUNT; verb++) {
      filled[verb] = filled[verb] == null ? any : filled[verb];
    }
    return filled;
  }
}
