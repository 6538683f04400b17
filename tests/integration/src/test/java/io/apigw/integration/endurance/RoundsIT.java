package io.apigw.integration.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.apigw.testkit.Eventually;
import io.apigw.testkit.LeakChecks;
import io.apigw.testkit.wire.HostClient;
import io.apigw.testkit.wire.MisbehavingBackend;
import io.netty.util.ResourceLeakDetector;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Started, asked, drained, closed, again and again: no thread, no class and no open file stays. */
@Timeout(300)
class RoundsIT {

  @Test
  void someRoundsLeaveNothing() throws Exception {
    rounds(5);
  }

  @Test
  @Tag("long")
  void hundredRoundsLeaveNothing() throws Exception {
    rounds(100);
  }

  /** Without Netty's leak detector, whose records hold the classes that they name until the next buffer is made. */
  @Test
  void classesAreFreed() throws Exception {
    ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    try {
      new Round().run();
      LeakChecks.noClassesStay(3, Round.class, "io.apigw.");
    } finally {
      ResourceLeakDetector.setLevel(level);
    }
  }

  private static void rounds(int count) throws Exception {
    new Round().run();
    long before = openFiles();
    LeakChecks.noThreadsStay(count, new Round());
    Eventually.holds("open files as before, " + before, () -> openFiles() <= before + 2);
  }

  private static long openFiles() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  /** One life of a gateway with both protocols on both sides. */
  static final class Round implements LeakChecks.Round {

    @Override
    public void run() throws Exception {
      try (MisbehavingBackend backend = MisbehavingBackend.start();
          Proxying gateway = Proxying.to(backend.url())) {
        for (boolean http2 : new boolean[] {false, true}) {
          try (HostClient client = Proxying.client(gateway.server().port(), http2)) {
            for (int i = 0; i < 20; i++) {
              assertThat(client.get("/bytes?10000").bytes()).hasSize(10_000);
              assertThat(client.send("POST", "/take", new byte[1]).text()).isEqualTo("1");
            }
          }
        }
        gateway
            .server()
            .drain(Duration.ofSeconds(5))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
      }
    }
  }
}
