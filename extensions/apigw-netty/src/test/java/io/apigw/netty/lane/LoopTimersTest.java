package io.apigw.netty.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Cancellable;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTimersTest {

  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel channel =
      EmbeddedChannel.builder().ticker(ticker).build();
  private final EventLoop loop = channel.eventLoop();
  private final LoopTimers timers = LoopTimers.of(loop);
  private final List<String> passed = new ArrayList<>();

  @AfterEach
  void close() {
    var unused = channel.close();
  }

  @Test
  void deadlineIsDueNeverEarlyAndAtMostATickLate() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      advance(random.nextInt(90));
      int delay = random.nextInt(120_000);
      Deadline deadline = deadline("x");
      deadline.set(Duration.ofMillis(delay));
      advance(Math.max(0, delay - 1));
      assertThat(passed).as("after %d of %d ms", delay - 1, delay).isEmpty();
      advance(102);
      assertThat(passed).as("a tick after %d ms", delay).hasSize(1);
      passed.clear();
    }
  }

  @Test
  void deadlineBeyondOneTurnOfTheSlotsWaitsItsTime() {
    deadline("late").set(Duration.ofMinutes(2));
    deadline("soon").set(Duration.ofSeconds(120 - 51).minusMillis(200));
    for (int i = 0; i < 1199; i++) {
      advance(100);
    }
    assertThat(passed).containsExactly("soon");
    advance(200);
    assertThat(passed).containsExactly("soon", "late");
  }

  @Test
  void deadlineThatIsTakenBackOrMovedIsNotDue() {
    Deadline back = deadline("back");
    Deadline moved = deadline("moved");
    back.set(Duration.ofMillis(300));
    moved.set(Duration.ofMillis(300));
    assertThat(timers.pending()).isEqualTo(2);
    back.clear();
    moved.set(Duration.ofMillis(700));
    advance(500);
    assertThat(passed).isEmpty();
    assertThat(back.pending()).isFalse();
    advance(300);
    assertThat(passed).containsExactly("moved");
    assertThat(timers.pending()).isZero();
  }

  @Test
  void oneThatIsDueMayTakeBackAnotherAndSetItselfAgain() {
    List<Deadline> all = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int self = i;
      all.add(new Deadline(timers, () -> {
        passed.add("first");
        all.get(1 - self).clear();
        all.get(self).set(Duration.ofMillis(500));
      }));
    }
    all.forEach(each -> each.set(Duration.ofMillis(100)));
    advance(300);
    assertThat(passed).hasSize(1);
    advance(600);
    assertThat(passed).hasSize(2);
  }

  @Test
  void taskThatThrowsDoesNotStopTheOthers() {
    for (int i = 0; i < 3; i++) {
      new Deadline(timers, () -> {
            passed.add("x");
            throw new IllegalStateException("on purpose");
          })
          .set(Duration.ofMillis(100));
    }
    advance(300);
    assertThat(passed).hasSize(3);
  }

  @Test
  void nothingIsSweptWhileThereIsNone() {
    Deadline deadline = deadline("x");
    deadline.set(Duration.ofMillis(100));
    deadline.clear();
    advance(300);
    assertThat(channel.runScheduledPendingTasks()).as("nothing scheduled").isEqualTo(-1);
    deadline.set(Duration.ofMillis(100));
    advance(300);
    assertThat(passed).hasSize(1);
  }

  @Test
  void endlessDelayIsNeverDue() {
    deadline("x").setNanos(Long.MAX_VALUE);
    advance(1_000_000);
    assertThat(passed).isEmpty();
  }

  @Test
  void scheduledTaskRunsOnceUnlessCalledOff() {
    Cancellable first = LoopTimers.schedule(loop, () -> passed.add("1"), Duration.ofMillis(100));
    Cancellable second = LoopTimers.schedule(loop, () -> passed.add("2"), Duration.ofMillis(100));
    second.cancel();
    advance(1000);
    first.cancel();
    assertThat(passed).containsExactly("1");
  }

  @Test
  void eachLoopHasItsOwn() {
    EmbeddedChannel other = new EmbeddedChannel();
    assertThat(LoopTimers.of(other.eventLoop())).isNotSameAs(timers);
    assertThat(LoopTimers.of(other.eventLoop()).loop()).isSameAs(other.eventLoop());
    var unused = other.close();
  }

  private Deadline deadline(String name) {
    return new Deadline(timers, () -> passed.add(name));
  }

  private void advance(long millis) {
    ticker.advance(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }
}
