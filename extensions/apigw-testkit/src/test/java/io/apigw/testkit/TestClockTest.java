package io.apigw.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.Cancellable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestClockTest {

  private final TestClock clock = TestClock.at("2026-10-31T23:59:59Z");
  private final List<String> ran = new ArrayList<>();

  @Test
  void standsStillUntilMoved() {
    assertThat(clock.instant())
        .isEqualTo(Instant.parse("2026-10-31T23:59:59Z"))
        .isEqualTo(clock.instant());
    long before = clock.nanos();
    clock.advance(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
    assertThat(clock.nanos() - before).isEqualTo(1_000_000_000);
  }

  @Test
  void timersRunInTheOrderInWhichTheyAreDueAndSeeTheirOwnTime() {
    note("b", Duration.ofSeconds(2));
    note("a", Duration.ofSeconds(1));
    note("c", Duration.ofSeconds(2));
    note("late", Duration.ofSeconds(9));
    clock.advance(Duration.ofSeconds(5));
    assertThat(ran).containsExactly("a at :00", "b at :01", "c at :01");
    assertThat(clock.pendingTimers()).isEqualTo(1);
  }

  @Test
  void whatATimerSchedulesRunsInTheSameMoveWhenItIsDue() {
    clock.schedule(() -> note("second", Duration.ofSeconds(1)), Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(3));
    assertThat(ran).containsExactly("second at :01");
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-01T00:00:02Z"));
  }

  @Test
  void aTimerThatWasCalledOffDoesNotRunAndIsNotPending() {
    Cancellable timer = note("never", Duration.ofSeconds(1));
    timer.cancel();
    timer.cancel();
    assertThat(clock.pendingTimers()).isZero();
    clock.advance(Duration.ofSeconds(1));
    assertThat(ran).isEmpty();
  }

  @Test
  void aTimerWithoutDelayRunsAtOnce() {
    note("now", Duration.ZERO);
    note("past", Duration.ofSeconds(-5));
    assertThat(ran).containsExactly("now at :59", "past at :59");
  }

  @Test
  void aTaskThatThrowsFailsTheTestAfterTheOthersHaveRun() {
    clock.schedule(
        () -> {
          throw new IllegalStateException("first");
        },
        Duration.ofSeconds(1));
    note("other", Duration.ofSeconds(2));
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(2))).hasMessage("first");
    assertThat(ran).containsExactly("other at :01");
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-01T00:00:01Z"));
  }

  @Test
  void aTaskMayMoveTheClockItself() {
    clock.schedule(() -> clock.advance(Duration.ofSeconds(10)), Duration.ofSeconds(1));
    note("within", Duration.ofSeconds(5));
    clock.advance(Duration.ofSeconds(1));
    assertThat(ran).containsExactly("within at :04");
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-01T00:00:10Z"));
  }

  @Test
  void aJumpOfTheWallClockIsNoElapsedTime() {
    note("later", Duration.ofSeconds(1));
    long before = clock.nanos();
    clock.jumpTo("2030-01-01T00:00:00Z");
    assertThat(clock.nanos()).isEqualTo(before);
    assertThat(ran).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(ran).containsExactly("later at :01");
    assertThat(clock.instant()).isEqualTo(Instant.parse("2030-01-01T00:00:01Z"));
  }

  @Test
  void timeDoesNotGoBack() {
    assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(-1)));
  }

  private Cancellable note(String name, Duration delay) {
    return clock.schedule(
        () -> ran.add(name + " at :" + clock.instant().toString().substring(17, 19)), delay);
  }
}
