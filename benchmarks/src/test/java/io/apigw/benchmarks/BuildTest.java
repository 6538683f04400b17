package io.apigw.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Request;
import io.apigw.api.definition.Api;
import io.apigw.runtime.Gateway;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gateways of many routes: how long building takes is printed, how much they hold is bounded. */
class BuildTest {

  private static final int ROUTES = 10_000;

  /** Definition and ready steps together. */
  private static final long BYTES_PER_ROUTE = 6_000;

  static Arguments[] kinds() {
    return new Arguments[] {
      Arguments.of("HTTP API", (IntFunction<Api>) RouteTable::httpApi),
      Arguments.of("REST API", (IntFunction<Api>) RouteTable::restApi)
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void gatewayOfTenThousandRoutesHoldsFewKilobytesForEach(
      String kind, IntFunction<Api> definition) {
    long before = usedBytes();
    long start = System.nanoTime();
    Api api = definition.apply(ROUTES);
    long declared = System.nanoTime();
    try (Gateway gateway = Gateway.of(api)) {
      long built = System.nanoTime();
      long bytes = (usedBytes() - before) / ROUTES;
      System.out.printf(
          "%s of %d routes: declared in %d ms, built in %d ms, %d bytes per route%n",
          kind, ROUTES, (declared - start) / 1_000_000, (built - declared) / 1_000_000, bytes);
      Request last = Request.get(RouteTable.target(ROUTES - 1));
      assertThat(gateway.process(last).toCompletableFuture().join().status()).isEqualTo(200);
      assertThat(api.routes()).hasSize(ROUTES);
      assertThat(bytes).isLessThan(BYTES_PER_ROUTE);
    }
  }

  private static long usedBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      ManagementFactory.getMemoryMXBean().gc();
      least = Math.min(
          least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
