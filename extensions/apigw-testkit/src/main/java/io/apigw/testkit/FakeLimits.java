package io.apigw.testkit;

import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;
import io.apigw.api.throttle.LimitEngine;
import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Permit;
import io.apigw.api.throttle.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A limit engine that answers what a test lines up, lets everything else pass, and remembers what it was asked. */
public final class FakeLimits implements LimitEngine {

  /**
   * One request to a limit.
   *
   * @param limitId the limit's id, as it was prepared
   * @param key whose bucket
   */
  public record Taken(String limitId, String key) {}

  private final Script<Taken, Permit> script = new Script<>(any -> Permit.granted());
  private final List<String> prepared = new CopyOnWriteArrayList<>();
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final List<Taken> givenBack = new CopyOnWriteArrayList<>();

  private FakeLimits() {}

  /**
   * Returns an engine that lets everything pass.
   *
   * @return the engine
   */
  public static FakeLimits create() {
    return new FakeLimits();
  }

  /**
   * Refuses one request: the next for which nothing else is lined up before.
   *
   * @return this
   */
  public FakeLimits thenRefuse() {
    return then(CompletableFuture.completedFuture(Permit.refused(Duration.ofSeconds(1))));
  }

  /**
   * Lines up one answer.
   *
   * @param answer the stage that one request gets, perhaps failed: then the store is away
   * @return this
   */
  public FakeLimits then(CompletionStage<Permit> answer) {
    Objects.requireNonNull(answer, "answer");
    script.then(any -> answer);
    return this;
  }

  /**
   * Lines up one answer that comes when the test says so.
   *
   * @return what gives the answer
   */
  public LaterAnswer<Permit> thenLater() {
    LaterAnswer<Permit> answer = new LaterAnswer<>();
    script.then(any -> answer.stage());
    return answer;
  }

  /**
   * Refuses all requests of a limit or key from now on, and lets others pass; forgets what was lined up.
   *
   * @param limitOrKey a limit's id or a key
   * @return this
   */
  public FakeLimits refuse(String limitOrKey) {
    script.always(asked -> CompletableFuture.completedFuture(
        asked.limitId().equals(limitOrKey) || asked.key().equals(limitOrKey)
            ? Permit.refused(Duration.ofSeconds(1))
            : Permit.granted()));
    return this;
  }

  /**
   * Returns the ids of the limits that were prepared, in order.
   *
   * @return the ids
   */
  public List<String> prepared() {
    return List.copyOf(prepared);
  }

  /**
   * Returns what was asked for, in order, refused requests included.
   *
   * @return one entry for each request to a limit
   */
  public List<Taken> taken() {
    return List.copyOf(taken);
  }

  /**
   * Returns what was given back, in order.
   *
   * @return one entry for each token
   */
  public List<Taken> givenBack() {
    return List.copyOf(givenBack);
  }

  @Override
  public Prepared<Limiter> prepare(String id, Rate rate, EngineContext context) {
    prepared.add(id);
    return Prepared.ready(new Limiter() {
      @Override
      public CompletionStage<Permit> acquire(String key) {
        Taken asked = new Taken(id, key);
        taken.add(asked);
        return script.answer(asked);
      }

      @Override
      public void giveBack(String key) {
        givenBack.add(new Taken(id, key));
      }
    });
  }
}
