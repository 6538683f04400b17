package io.apigw.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Request;
import io.apigw.api.monitor.AccessRecord;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonitorTest {

  private final TestClock clock = TestClock.create();
  private final Recording record = Records.rest(Request.get("/"), clock);
  private final CapturedLog log = new CapturedLog();
  private final Monitor failing = new GuardedMonitor(
      "access log",
      any -> {
        throw new IllegalStateException("disk full");
      },
      log);

  @Test
  void metricsReceiveTheRecord() {
    List<AccessRecord> received = new ArrayList<>();
    Monitor.metrics(received::add).finished(record);
    assertThat(received).containsExactly(record);
  }

  @Test
  void bothAreToldInOrder() {
    List<String> told = new ArrayList<>();
    Monitor first = any -> told.add("first");
    Monitor next = any -> told.add("next");
    first.and(next).finished(record);
    assertThat(told).containsExactly("first", "next");
  }

  @Test
  void nothingIsMadeAroundNothing() {
    Monitor one = any -> {};
    assertThat(Monitor.none().and(one)).isSameAs(one);
    assertThat(one.and(Monitor.none())).isSameAs(one);
    assertThat(Monitor.none().and(Monitor.none())).isSameAs(Monitor.none());
  }

  @Test
  void anExceptionOfAUsersSinkChangesNothing() {
    List<AccessRecord> received = new ArrayList<>();
    failing.and(Monitor.metrics(received::add)).finished(record);
    assertThat(received).containsExactly(record);
  }

  @Test
  void anErrorOfAUsersSinkChangesNothingEither() {
    new GuardedMonitor(
            "metrics",
            any -> {
              throw new AssertionError("no");
            },
            log)
        .finished(record);
    assertThat(log.lines)
        .containsExactly("WARNING metrics failed for 1 request since the last such line");
  }

  @Test
  void failuresAreLoggedOnceAMinute() {
    for (int i = 0; i < 5; i++) {
      failing.finished(record);
    }
    clock.advance(Duration.ofSeconds(59));
    failing.finished(record);
    assertThat(log.lines)
        .containsExactly("WARNING access log failed for 1 request since the last such line");
    clock.advance(Duration.ofSeconds(1));
    failing.finished(record);
    assertThat(log.lines)
        .hasSize(2)
        .last()
        .isEqualTo("WARNING access log failed for 6 requests since the last such line");
    assertThat(log.traces.get(1)).startsWith("java.lang.IllegalStateException: disk full");
  }
}
