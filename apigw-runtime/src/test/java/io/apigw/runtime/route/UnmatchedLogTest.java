package io.apigw.runtime.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnmatchedLogTest {

  private final TestClock clock = TestClock.at("2026-01-02T03:04:05Z");
  private final List<String> lines = new ArrayList<>();
  private final UnmatchedLog log = new UnmatchedLog(clock.nanos(), lines::add);
  private final StageRoutes stage =
      Stages.of(ApiKind.REST, "zoo", "prod", "GET /pets", "POST /pets/{id}");

  @Test
  void lineNamesTheRouteThatCameNearest() {
    note("GET", "/prod/pest", 5);
    note("DELETE", "/prod/pets/7", 5);
    note("GET", "/prod/elephants", 5);
    assertThat(lines)
        .containsExactly(
            "no route of zoo/prod takes GET /prod/pest; the nearest is GET /pets",
            "no route of zoo/prod takes DELETE /prod/pets/7; the nearest is POST /pets/{id}",
            "no route of zoo/prod takes GET /prod/elephants");
  }

  @Test
  void longPathIsCut() {
    note("GET", "/" + "x".repeat(5000), 0);
    assertThat(lines.get(0)).hasSizeLessThan(300).contains("xxx…");
  }

  @Test
  void floodIsLoggedAFewTimesAMinute() {
    for (int i = 0; i < 1000; i++) {
      note("GET", "/x", 0);
    }
    assertThat(lines).hasSize(UnmatchedLog.PER_MINUTE);
    clock.advance(Duration.ofSeconds(59));
    note("GET", "/x", 0);
    assertThat(lines).hasSize(UnmatchedLog.PER_MINUTE);
    clock.advance(Duration.ofSeconds(1));
    for (int i = 0; i < 1000; i++) {
      note("GET", "/x", 0);
    }
    assertThat(lines).hasSize(2 * UnmatchedLog.PER_MINUTE);
  }

  private void note(String verb, String path, int from) {
    log.note(clock.nanos(), stage, verb, path, from);
  }
}
