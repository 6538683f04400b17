package io.apigw.testkit;

import io.apigw.api.GatewayClock;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;
import io.apigw.api.throttle.LimitEngine;
import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Permit;
import io.apigw.api.throttle.Rate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Token buckets in the plainest way: what the suite asks of a limit engine can be done. */
final class PlainBuckets implements LimitEngine {

  private static final int MOST_KEYS = 10_000;

  @Override
  public Prepared<Limiter> prepare(String id, Rate rate, EngineContext context) {
    return Prepared.ready(new Buckets(rate, context.clock()));
  }

  private static final class Buckets implements Limiter {

    private final Rate rate;
    private final GatewayClock clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
        return size() > MOST_KEYS;
      }
    };

    Buckets(Rate rate, GatewayClock clock) {
      this.rate = rate;
      this.clock = clock;
    }

    @Override
    public synchronized CompletionStage<Permit> acquire(String key) {
      if (rate.deniesAll()) {
        return CompletableFuture.completedFuture(Permit.refused(Duration.ofDays(365)));
      }
      Bucket bucket = filled(key);
      if (bucket.tokens < 1) {
        long nanos = (long) Math.ceil((1 - bucket.tokens) / perNano());
        return CompletableFuture.completedFuture(Permit.refused(Duration.ofNanos(nanos)));
      }
      bucket.tokens -= 1;
      return CompletableFuture.completedFuture(Permit.granted());
    }

    @Override
    public synchronized void giveBack(String key) {
      Bucket bucket = filled(key);
      bucket.tokens = Math.min((double) rate.burst(), bucket.tokens + 1);
    }

    private Bucket filled(String key) {
      long now = clock.nanos();
      Bucket bucket = buckets.computeIfAbsent(key, any -> new Bucket(rate.burst(), now));
      bucket.tokens =
          Math.min((double) rate.burst(), bucket.tokens + (now - bucket.seen) * perNano());
      bucket.seen = now;
      return bucket;
    }

    private double perNano() {
      return rate.permits() / rate.period().toNanos();
    }
  }

  private static final class Bucket {

    private double tokens;
    private long seen;

    Bucket(double tokens, long seen) {
      this.tokens = tokens;
      this.seen = seen;
    }
  }
}
