package io.apigw.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.engine.Prepared;
import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Permit;
import io.apigw.api.throttle.Rate;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.TestClock;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * A refusal is a value: an exception with its stack trace would cost more than the whole answer. Counted by the JVM's own
 * counter, which is exact; by reflection, since the module under test does not read {@code jdk.management}.
 */
class RefusalCostFlowTest {

  private static final int MOST_BYTES = 1_000;
  private static final int REQUESTS = 2_000;
  private static final CompletionStage<Permit> REFUSED =
      CompletableFuture.completedFuture(Permit.refused(Duration.ofSeconds(1)));

  @Test
  void throttledAndUnmatchedRequestsCostNoException() throws Exception {
    HttpApi api = HttpApi.builder("a")
        .route("GET /a", r -> r.throttle(Rate.perSecond(1)).function(call -> Response.of(200)))
        .build();
    try (Gateway gateway = Gateway.builder()
        .clock(TestClock.create())
        .limits((id, rate, context) -> Prepared.ready(new Refusing()))
        .api(api)
        .build()) {
      assertThat(bytes(gateway, Request.get("/a"), 429)).isLessThan(MOST_BYTES);
      assertThat(bytes(gateway, Request.get("/b"), 404)).isLessThan(MOST_BYTES);
    }
  }

  private static long bytes(Gateway gateway, Request request, int status) throws Exception {
    for (int i = 0; i < REQUESTS; i++) {
      assertThat(gateway.process(request).toCompletableFuture().join().status()).isEqualTo(status);
    }
    Object threads = Class.forName("java.lang.management.ManagementFactory")
        .getMethod("getThreadMXBean")
        .invoke(null);
    Method allocated = Class.forName("com.sun.management.ThreadMXBean")
        .getMethod("getThreadAllocatedBytes", long.class);
    Object own = Thread.currentThread().getId();
    long before = (long) allocated.invoke(threads, own);
    for (int i = 0; i < REQUESTS; i++) {
      gateway.process(request);
    }
    return ((long) allocated.invoke(threads, own) - before) / REQUESTS;
  }

  private static final class Refusing implements Limiter {
    @Override
    public CompletionStage<Permit> acquire(String key) {
      return REFUSED;
    }

    @Override
    public void giveBack(String key) {}
  }
}
