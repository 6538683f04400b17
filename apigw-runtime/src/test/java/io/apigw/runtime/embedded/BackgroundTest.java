package io.apigw.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackgroundTest {

  private final TestClock clock = TestClock.create();
  private final Background background = new Background(clock);
  private final List<String> ran = new ArrayList<>();

  @Test
  void tasksRunWhereTheyAreHandedIn() {
    background.execute(() -> ran.add("now"));
    assertThat(ran).containsExactly("now");
  }

  @Test
  void theGatewaysClockIsTheTimer() {
    background.schedule(() -> ran.add("later"), Duration.ofSeconds(1));
    background.schedule(() -> ran.add("never"), Duration.ofSeconds(1)).cancel();
    assertThat(ran).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(ran).containsExactly("later");
  }

  @Test
  void nobodyCancels() {
    background.onCancel(() -> ran.add("never"));
    assertThat(ran).isEmpty();
  }
}
