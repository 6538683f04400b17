package io.apigw.integration.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Headers;
import io.apigw.testkit.Eventually;
import io.apigw.testkit.PatternBytes;
import io.apigw.testkit.wire.ClientExchange;
import io.apigw.testkit.wire.HostClient;
import io.apigw.testkit.wire.MisbehavingBackend;
import io.apigw.testkit.wire.RawConnection;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies pass through a gateway that has less memory than they have bytes: 64 MB of heap, 32 MB beside it. */
@Timeout(300)
class SmallMemoryIT {

  private static final int MEBIBYTE = 1 << 20;

  @Test
  void largeBodiesPass() throws Exception {
    pass(20L * MEBIBYTE);
  }

  @Test
  @Tag("long")
  void veryLargeBodiesPass() throws Exception {
    pass(200L * MEBIBYTE);
  }

  /** A reader of 1 MB/s holds the back end back: what the gateway keeps for it does not grow. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void slowReaderHoldsTheBackendBack(boolean http2) throws Exception {
    try (MisbehavingBackend backend = MisbehavingBackend.start();
        SmallProcess gateway = SmallProcess.before(backend.url());
        RawConnection connection = RawConnection.connect(gateway.port(), 64 * 1024);
        HostClient client =
            http2 ? HostClient.http2(connection, "http") : HostClient.http1(connection)) {
      ClientExchange exchange = client.get("/bytes?" + 500L * MEBIBYTE);
      PatternBytes.Check check = new PatternBytes.Check();
      for (int tick = 0; tick < 30; tick++) {
        while (check.position() < tick * 100_000L) {
          check.take(exchange.read());
        }
        Eventually.pause(100);
        assertThat(gateway.directMemory()).as("direct memory").isLessThan(16L * MEBIBYTE);
        assertThat(backend.sent() - check.position())
            .as("what the back end is ahead, sockets included")
            .isLessThan(24L * MEBIBYTE);
      }
    }
  }

  private static void pass(long length) throws Exception {
    try (MisbehavingBackend backend = MisbehavingBackend.start();
        SmallProcess gateway = SmallProcess.before(backend.url())) {
      for (boolean http2 : new boolean[] {false, true}) {
        try (HostClient client = Proxying.client(gateway.port(), http2)) {
          upload(client, length, length);
          upload(client, length, -1);
          download(client, "/bytes?" + length, length);
          download(client, "/chunks?" + length, length);
        }
      }
      assertThat(gateway.directMemory()).isLessThan(32L * MEBIBYTE);
      assertThat(gateway.alive()).isTrue();
    }
  }

  private static void upload(HostClient client, long length, long told) throws IOException {
    ClientExchange exchange = client.begin("PUT", "/take", Headers.empty(), told);
    for (long at = 0; at < length; at += 64 * 1024) {
      exchange.write(PatternBytes.from(at, (int) Math.min(64 * 1024, length - at)));
    }
    assertThat(exchange.finish().text()).isEqualTo(Long.toString(length));
  }

  private static void download(HostClient client, String target, long length) throws IOException {
    ClientExchange exchange = client.get(target);
    assertThat(exchange.status()).isEqualTo(200);
    PatternBytes.Check check = new PatternBytes.Check();
    for (byte[] next = exchange.read(); next.length > 0; next = exchange.read()) {
      check.take(next);
    }
    assertThat(check.position()).isEqualTo(length);
  }
}
