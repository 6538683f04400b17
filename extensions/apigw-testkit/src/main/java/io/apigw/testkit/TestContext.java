package io.apigw.testkit;

import io.apigw.api.Cancellable;
import io.apigw.api.GatewayClock;
import io.apigw.api.RequestExecutor;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.integrate.HttpTransport;
import java.time.Duration;
import java.util.Objects;

/** Makes what a gateway lends its engines, for an engine's own test. */
public final class TestContext {

  private TestContext() {}

  /**
   * Returns a context without a network: JSON is {@link TreeJson}, work for the pool runs where it is handed in.
   *
   * @param clock the time
   * @return the context
   */
  public static EngineContext of(GatewayClock clock) {
    return of(clock, FakeTransport.unreachable());
  }

  /**
   * Returns a context; JSON is {@link TreeJson}, work for the pool runs where it is handed in.
   *
   * @param clock the time
   * @param transport the way out
   * @return the context
   */
  public static EngineContext of(GatewayClock clock, HttpTransport transport) {
    return EngineContext.builder(clock, transport, TreeJson.create(), background(clock))
        .build();
  }

  /**
   * Returns an executor for work that belongs to no single request: tasks run where they are handed in, and nobody
   * cancels them.
   *
   * @param clock whose timers it uses
   * @return the executor
   */
  public static RequestExecutor background(GatewayClock clock) {
    return new InPlace(Objects.requireNonNull(clock, "clock"));
  }

  private record InPlace(GatewayClock clock) implements RequestExecutor {

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
      return clock.schedule(task, delay);
    }

    @Override
    public void onCancel(Runnable task) {
      Objects.requireNonNull(task, "task");
    }
  }
}
