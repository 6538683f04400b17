package io.apigw.runtime.deploy;

import io.apigw.api.Problem;
import io.apigw.api.engine.Prepared;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What engines have prepared, kept from one deploy to the next: a step whose id, definition and engine are the same is
 * used again, with the buckets, keys and caches it holds. Functions are never kept this way. Not thread-safe; deploys
 * run one at a time.
 */
final class ReadySteps {

  private final Map<Key, Object> kept;
  private final Map<Key, Object> used = new HashMap<>();

  private ReadySteps(Map<Key, Object> kept) {
    this.kept = kept;
  }

  /**
   * What makes a ready step the same.
   *
   * @param kind the kind of step
   * @param id what it belongs to
   * @param definition what it executes
   * @param engine who made it, compared by identity: an equal one may count elsewhere
   */
  record Key(String kind, String id, Object definition, Object engine) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && that.kind.equals(kind)
          && that.id.equals(id)
          && that.definition.equals(definition)
          && that.engine == engine;
    }

    @Override
    public int hashCode() {
      return Objects.hash(kind, id, definition, System.identityHashCode(engine));
    }
  }

  static ReadySteps none() {
    return new ReadySteps(Map.of());
  }

  /** Returns the round of the next deploy, which may use what this one has used. */
  ReadySteps next() {
    return new ReadySteps(Map.copyOf(used));
  }

  /**
   * Returns the step for a definition, kept or new; empty when the definition cannot be executed.
   *
   * @param key what makes it the same
   * @param type the type of the step
   * @param prepare makes it when there is none
   * @param findings takes what is wrong with the definition
   */
  <T> Optional<T> step(Key key, Class<T> type, Supplier<Prepared<T>> prepare, Findings findings) {
    Object present = used.getOrDefault(key, kept.get(key));
    if (present != null) {
      used.put(key, present);
      return Optional.of(type.cast(present));
    }
    try {
      return prepare.get().match(step -> use(key, step), faults -> report(faults, findings));
    } catch (RuntimeException failed) {
      return report(
          List.of(Problem.expected("", "an engine that prepares it", failed.toString())), findings);
    }
  }

  /** Returns the steps of this round that the next one has not used, so that they can be closed. */
  List<AutoCloseable> unusedIn(ReadySteps next) {
    return used.entrySet().stream()
        .filter(entry -> !next.used.containsKey(entry.getKey()))
        .filter(entry -> entry.getValue() instanceof AutoCloseable)
        .map(entry -> (AutoCloseable) entry.getValue())
        .toList();
  }

  private <T> Optional<T> use(Key key, T step) {
    used.put(key, step);
    return Optional.of(step);
  }

  private static <T> Optional<T> report(List<Problem> faults, Findings findings) {
    findings.addAll(faults);
    return Optional.empty();
  }
}
