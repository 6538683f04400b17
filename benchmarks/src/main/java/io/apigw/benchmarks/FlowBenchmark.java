package io.apigw.benchmarks;

import io.apigw.api.Response;
import java.util.concurrent.CompletionStage;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a request costs from {@code process} to its response, the access record included. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class FlowBenchmark {

  /** Which way the request takes. */
  @Param
  public FlowPath path;

  private Traffic traffic;

  @SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls open() first
  public FlowBenchmark() {}

  @Setup
  public void open() {
    traffic = path.open();
  }

  @TearDown
  public void close() {
    traffic.close();
  }

  @Benchmark
  public CompletionStage<Response> request() {
    return traffic.send();
  }
}
