package io.apigw.integration.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.apigw.testkit.Eventually;
import io.apigw.testkit.PatternBytes;
import io.apigw.testkit.wire.Fault;
import io.apigw.testkit.wire.FaultyProxy;
import io.apigw.testkit.wire.MisbehavingBackend;
import io.apigw.testkit.wire.RawAnswer;
import io.apigw.testkit.wire.RawConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection through the proxy, with each of its faults. */
@Timeout(60)
class FaultyProxyIT {

  private static final String GET = "GET /bytes?100000 HTTP/1.1\r\nHost: a\r\n\r\n";

  private MisbehavingBackend backend;
  private FaultyProxy proxy;
  private RawConnection client;

  @BeforeEach
  void start() throws IOException {
    backend = MisbehavingBackend.start();
    proxy = FaultyProxy.to(backend.port());
    client = RawConnection.connect(proxy.port());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    proxy.close();
    backend.close();
  }

  @Test
  void everythingPassesWithoutAFault() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThat(client.send(GET).answer().body())
          .isEqualTo(new String(PatternBytes.from(0, 100_000), StandardCharsets.ISO_8859_1));
    }
    assertThat(proxy.connections()).isEqualTo(1);
    assertThat(proxy.carried()).isGreaterThan(300_000);
  }

  @Test
  void cutClosesBothSidesAfterSoManyBytes() throws Exception {
    proxy.toClient(Fault.cutAfter(5_000));
    assertThat(client.send(GET).in().readAllBytes()).hasSize(5_000);
    Eventually.holds("the back end's end", () -> backend.open() == 0);
  }

  @Test
  void resetIsNoOrderlyEnd() throws Exception {
    proxy.toClient(Fault.resetAfter(5_000));
    client.send(GET);
    assertThatIOException().isThrownBy(() -> client.in().readAllBytes());
    Eventually.holds("the back end's end", () -> backend.open() == 0);
  }

  @Test
  void stallLastsUntilItIsHealed() throws Exception {
    proxy.toClient(Fault.stallAfter(5_000));
    client.send(GET);
    client.in().readNBytes(5_000);
    CompletableFuture<Integer> next = CompletableFuture.supplyAsync(() -> read(client));
    Eventually.pause(300);
    assertThat(next).isNotDone();
    proxy.heal();
    assertThat(next.get(10, TimeUnit.SECONDS)).isNotNegative();
  }

  @Test
  void dripKeepsToItsRate() throws Exception {
    proxy.toClient(Fault.drip(1_000));
    client.send(GET);
    Eventually.pause(1_000);
    assertThat(client.in().available()).as("bytes after a second").isBetween(1, 1_500);
  }

  @Test
  void delayHoldsEachPieceBack() throws Exception {
    proxy.toServer(Fault.delay(500));
    client.send("GET /ok HTTP/1.1\r\nHost: a\r\n\r\n");
    Eventually.pause(100);
    assertThat(backend.requests()).isZero();
    assertThat(client.answer().body()).isEqualTo("ok");
  }

  @Test
  void halfCloseLeavesTheOtherDirection() throws Exception {
    String request = "GET /ok HTTP/1.1\r\nHost: a\r\n\r\n";
    proxy.toServer(Fault.halfCloseAfter(request.length()));
    client.send(request + "more that never arrives");
    RawAnswer answer = client.answer();
    assertThat(answer.body()).isEqualTo("ok");
    assertThat(client.closed()).isTrue();
    assertThat(backend.requests()).isEqualTo(1);
  }

  @Test
  void allConnectionsAreCutAtOnce() throws Exception {
    client.send(GET).answer();
    proxy.cutAll();
    assertThat(client.closed()).isTrue();
    assertThat(RawConnection.exchange(proxy.port(), GET).status()).isEqualTo(200);
  }

  private static int read(RawConnection from) {
    try {
      return from.in().read();
    } catch (IOException broken) {
      return -1;
    }
  }
}
