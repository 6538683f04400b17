package io.apigw.integration.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.testkit.wire.HostClient;
import io.apigw.testkit.wire.MisbehavingBackend;
import io.apigw.testkit.wire.RawConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that send a byte now and then do not keep the others waiting; how much they slow them is reported. */
@Timeout(300)
class SlowClientsIT {

  @Test
  void someSlowClientsKeepNobodyWaiting() throws Exception {
    hold(200, 2);
  }

  @Test
  @Tag("long")
  void fiveThousandSlowClientsKeepNobodyWaiting() throws Exception {
    hold(5_000, 30);
  }

  private static void hold(int count, int seconds) throws Exception {
    List<RawConnection> slow = new ArrayList<>();
    try (MisbehavingBackend backend = MisbehavingBackend.start();
        Proxying gateway = Proxying.to(backend.url())) {
      int port = gateway.server().port();
      long unused = percentile99(port, 2);
      long before = percentile99(port, Math.min(seconds, 5));
      for (int i = 0; i < count; i++) {
        RawConnection connection = RawConnection.connect(port);
        slow.add(connection);
        connection.send(i % 2 == 0 ? "GET /slow HTTP/1.1\r\n" : head());
      }
      Thread dripping = new Thread(() -> drip(slow), "slow-clients");
      dripping.start();
      long during = percentile99(port, seconds);
      dripping.interrupt();
      dripping.join();
      System.out.printf(
          "%d slow clients: p99 of the others %d us before, %d us during, ratio %.2f%n",
          count, before / 1_000, during / 1_000, (double) during / before);
      assertThat(unused).isPositive();
    } finally {
      for (RawConnection connection : slow) {
        connection.close();
      }
    }
  }

  private static String head() {
    return "POST /take HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n";
  }

  private static void drip(List<RawConnection> slow) {
    try {
      while (true) {
        for (RawConnection connection : slow) {
          connection.sendAnyway("x");
        }
        Thread.sleep(500);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** In nanoseconds, of one client that asks as fast as it is answered; every answer must be right. */
  private static long percentile99(int port, int seconds) throws IOException {
    long[] times = new long[2_000_000];
    int count = 0;
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    try (HostClient client = Proxying.client(port, false)) {
      for (long now = System.nanoTime();
          now < end && count < times.length;
          now = System.nanoTime()) {
        assertThat(client.get("/ok").text()).isEqualTo("ok");
        times[count++] = System.nanoTime() - now;
      }
    }
    Arrays.sort(times, 0, count);
    return times[(int) (count * 0.99)];
  }
}
