package io.apigw.runtime.cache;

import io.apigw.api.JsonEngine;
import io.apigw.api.Response;
import io.apigw.api.cache.CacheInvalidation;
import io.apigw.api.cache.CacheKey;
import io.apigw.api.cache.CachedResponse;
import io.apigw.api.cache.ResponseCache;
import io.apigw.runtime.body.BodyRoom;
import io.apigw.runtime.monitor.Faults;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Question;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Answers from the response cache, else from the back end, whose answer is kept. A store that is away is as good as a
 * miss.
 */
public final class CacheStep
    implements Step<Admitted, Answer>, Question<Admitted, Optional<CachedResponse>, Answer> {

  /** How long a shared store may take before the back end is asked instead. */
  private static final Duration LIMIT = Duration.ofMillis(500);

  private final ResponseCache cache;
  private final CacheKeys keys;
  private final Duration ttl;
  private final JsonEngine json;
  private final Step<Admitted, Answer> backend;
  private final BodyRoom room;

  /**
   * Makes the step of a method.
   *
   * @param cache where responses are kept
   * @param keys makes the key of a request
   * @param ttl how long an entry is good
   * @param json writes the values that functions answer with, since only bytes are kept
   * @param backend what answers on a miss
   * @param room holds the copies of replies that stream
   */
  public CacheStep(
      ResponseCache cache,
      CacheKeys keys,
      Duration ttl,
      JsonEngine json,
      Step<Admitted, Answer> backend,
      BodyRoom room) {
    this.cache = cache;
    this.keys = keys;
    this.ttl = ttl;
    this.json = json;
    this.backend = backend;
    this.room = room;
  }

  /**
   * Returns this step for a method whose clients may have a kept answer replaced.
   *
   * @param whose who may, and what becomes of others
   */
  public Step<Admitted, Answer> invalidated(CacheInvalidation whose) {
    return new Invalidating(this, this::anew, whose);
  }

  private Outcome<Answer> anew(Admitted admitted) {
    admitted.routed().record().cacheHit(false);
    return miss(admitted);
  }

  @Override
  public Outcome<Answer> take(Admitted admitted) {
    return Outcome.when(admitted, this);
  }

  @Override
  public CompletionStage<Optional<CachedResponse>> ask(Admitted admitted) {
    return cache.find(keys.of(admitted));
  }

  @Override
  public Outcome<Answer> use(Admitted admitted, Optional<CachedResponse> entry) {
    admitted.routed().record().cacheHit(entry.isPresent());
    if (entry.isEmpty()) {
      return miss(admitted);
    }
    admitted.body().discard();
    return new Answer(entry.get().response());
  }

  @Override
  public Outcome<Answer> fault(Admitted admitted, Throwable fault) {
    Faults.log(admitted.routed().record(), fault);
    admitted.routed().record().cacheHit(false);
    return miss(admitted);
  }

  @Override
  public Outcome<Answer> late(Admitted admitted) {
    admitted.routed().record().cacheHit(false);
    return miss(admitted);
  }

  @Override
  public Duration limit(Admitted admitted) {
    return LIMIT;
  }

  private Outcome<Answer> miss(Admitted admitted) {
    CacheKey key = keys.of(admitted);
    return backend.take(admitted).then(answer -> keep(admitted, key, answer));
  }

  private Outcome<Answer> keep(Admitted admitted, CacheKey key, Answer answer) {
    if (!Storable.may(answer.response())) {
      return answer;
    }
    Response written = answer.response().withBody(answer.response().body().written(json));
    return new Answer(EntryCopy.of(
        written,
        () -> room.hold(admitted.routed().record()),
        entry -> store(admitted, key, entry)));
  }

  /** Whatever the store throws changes nothing: the response is on its way. */
  private void store(Admitted admitted, CacheKey key, Response entry) {
    try {
      cache.store(
          key, new CachedResponse(entry, admitted.routed().record().clock().instant()), ttl);
    } catch (Throwable fault) {
      Faults.log(admitted.routed().record(), fault);
    }
  }
}
