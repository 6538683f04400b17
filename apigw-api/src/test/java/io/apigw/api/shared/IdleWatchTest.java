package io.apigw.api.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Cancellable;
import io.apigw.api.RequestExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleWatchTest {

  private final Ticks ticks = new Ticks();
  private final Stream stream = new Stream();

  @Test
  void streamThatStandsStillIsEndedAfterTheLimitAndNoSooner() {
    var unused = IdleWatch.start(ticks, Duration.ofSeconds(30), stream);
    assertThat(ticks.delays).containsExactly(Duration.ofSeconds(5));
    ticks.run(5);
    assertThat(stream.ended).isZero();
    ticks.run(1);

    assertThat(stream.ended).isEqualTo(1);
    assertThat(ticks.tasks).isEmpty();
  }

  @Test
  void everyMoveBeginsTheTimeAnew() {
    var unused = IdleWatch.start(ticks, Duration.ofSeconds(30), stream);
    for (int i = 0; i < 10; i++) {
      ticks.run(5);
      stream.moves++;
    }
    ticks.run(6);
    assertThat(stream.ended).isZero();
    ticks.run(1);

    assertThat(stream.ended).isEqualTo(1);
  }

  @Test
  void timeInWhichNobodyWaitsDoesNotCount() {
    var unused = IdleWatch.start(ticks, Duration.ofSeconds(30), stream);
    ticks.run(5);
    stream.awaited = false;
    ticks.run(20);
    assertThat(stream.ended).isZero();
    stream.awaited = true;
    ticks.run(6);

    assertThat(stream.ended).isEqualTo(1);
  }

  @Test
  void streamThatIsDoneIsLookedAtNoMore() {
    var unused = IdleWatch.start(ticks, Duration.ofSeconds(30), stream);
    stream.done = true;
    ticks.run(1);

    assertThat(stream.ended).isZero();
    assertThat(ticks.tasks).isEmpty();
  }

  @Test
  void lookingCanBeCalledOff() {
    Cancellable watch = IdleWatch.start(ticks, Duration.ofSeconds(30), stream);
    ticks.run(2);
    watch.cancel();
    assertThat(ticks.tasks).isEmpty();
    ticks.run(10);

    assertThat(stream.ended).isZero();
  }

  private static final class Stream implements IdleWatch.Watched {

    private long moves;
    private boolean awaited = true;
    private boolean done;
    private int ended;

    @Override
    public long moves() {
      return moves;
    }

    @Override
    public boolean awaited() {
      return awaited;
    }

    @Override
    public boolean done() {
      return done;
    }

    @Override
    public void standstill() {
      ended++;
    }
  }

  /** Runs timers when a test says so. */
  private static final class Ticks implements RequestExecutor {

    private final List<Duration> delays = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();

    void run(int times) {
      for (int i = 0; i < times && !tasks.isEmpty(); i++) {
        tasks.remove(0).run();
      }
    }

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
      delays.add(delay);
      tasks.add(task);
      return () -> tasks.remove(task);
    }

    @Override
    public void onCancel(Runnable task) {}
  }
}
