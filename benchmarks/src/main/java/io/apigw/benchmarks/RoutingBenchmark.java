package io.apigw.benchmarks;

import io.apigw.api.ApiKind;
import io.apigw.api.Request;
import io.apigw.runtime.route.RouteStep;
import io.apigw.runtime.route.Routed;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the route step costs: host and base path, limits, the trie, the request's ids and the beginning of its record. With
 * many routes the requests are for all of them in no order.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class RoutingBenchmark {

  /** The kind of API: the two choose differently among routes. */
  @Param({"HTTP", "REST"})
  public ApiKind kind;

  /** How many routes the API has. */
  @Param({"1", "100", "10000"})
  public int routes;

  /** What kind of route the requests are for. */
  @Param
  public RouteShape shape;

  private RouteStep step;
  private Request[] requests;
  private int next;

  @SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls prepare() first
  public RoutingBenchmark() {}

  @Setup
  public void prepare() {
    step = Routing.step(kind, shape.keys(routes));
    requests = shape.requests(routes);
    boolean missed = step.take(requests[0]).route().labels().routeKey().isEmpty();
    if (missed != (shape == RouteShape.MISS)) {
      throw new IllegalStateException(requests[0] + " is not for a route of the shape " + shape);
    }
  }

  @Benchmark
  public Routed route() {
    Request request = requests[next];
    next = next + 1 == requests.length ? 0 : next + 1;
    return step.take(request);
  }
}
