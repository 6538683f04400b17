package io.apigw.netty;

import static io.apigw.netty.Upstream.failure;
import static io.apigw.netty.Upstream.reply;
import static io.apigw.netty.Upstream.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.testkit.RawBackend;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** How names become addresses, and which address is taken. */
@ExtendWith(LeakGuard.class)
@Timeout(60)
class UpstreamNamesTest {

  private static final String CLOSING =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

  @Test
  void nameIsAskedForOnceInItsTimeToLive() throws Exception {
    try (NameServer names = new NameServer(600, "127.0.0.1");
        Upstream upstream = asking(names);
        RawBackend backend = RawBackend.answering(CLOSING)) {
      for (int i = 0; i < 5; i++) {
        reply(upstream.send(request("GET", named("pets.example", backend), Body.empty())));
      }
      assertThat(names.asked()).isEqualTo(1);
      assertThat(backend.connections()).isEqualTo(5);
    }
  }

  @Test
  void nameIsAskedForAgainWhenItsTimeIsOver() throws Exception {
    ServerSocket elsewhere =
        new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}));
    try (NameServer names = new NameServer(1, "127.0.0.1");
        Upstream upstream = asking(names);
        RawBackend old = RawBackend.on(
            new ServerSocket(
                elsewhere.getLocalPort(), 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})),
            peer -> {
              peer.head();
              peer.say(CLOSING);
            });
        RawBackend moved = RawBackend.on(elsewhere, peer -> {
          peer.head();
          peer.say(CLOSING);
        })) {
      Origin pets = named("pets.example", old);
      reply(upstream.send(request("GET", pets, Body.empty())));
      names.answer("127.0.0.2");
      while (moved.connections() == 0) {
        reply(upstream.send(request("GET", pets, Body.empty())));
      }
      assertThat(names.asked()).isGreaterThan(1);
    }
  }

  @Test
  void everyAddressOfANameIsTried() throws Exception {
    try (NameServer names = new NameServer(600, "127.0.0.3", "127.0.0.2", "127.0.0.1");
        Upstream upstream = asking(names);
        RawBackend backend = RawBackend.answering(CLOSING)) {
      reply(upstream.send(request("GET", named("pets.example", backend), Body.empty())));
    }
  }

  @Test
  void nameWithoutAddressIsAFailureToConnect() throws Exception {
    try (NameServer names = new NameServer(600);
        Upstream upstream = asking(names)) {
      Origin pets = new Origin("http", "pets.example", 80);
      assertThat(failure(upstream.send(request("GET", pets, Body.empty())), Kind.CONNECT)
              .detail())
          .contains("http://pets.example");
    }
  }

  @Test
  void nameServerThatDoesNotAnswerIsWaitedForNoLongerThanAConnection() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Upstream upstream = Upstream.with(b -> b.connectTimeout(Duration.ofMillis(300))
            .nameServers(
                List.of(new InetSocketAddress(silent.getLocalAddress(), silent.getLocalPort()))))) {
      CompletableFuture<TransportResult> sent =
          upstream.send(request("GET", new Origin("http", "pets.example", 80), Body.empty()));
      assertThat(failure(sent, Kind.CONNECT).detail()).contains("300 ms", "connectTimeout");
    }
  }

  @Test
  void localhostIsThatOfTheHostsFileAndLiteralsAreThemselves() throws Exception {
    try (NameServer names = new NameServer(600, "127.0.0.9");
        Upstream upstream = asking(names);
        RawBackend backend = RawBackend.answering(CLOSING)) {
      reply(upstream.send(request("GET", named("localhost", backend), Body.empty())));
      reply(upstream.send(request("GET", named("127.0.0.1", backend), Body.empty())));
      assertThat(names.asked()).isZero();
    }
  }

  @Test
  void addressThatNobodyListensOnIsAFailureToConnect() throws Exception {
    Origin gone;
    try (RawBackend backend = RawBackend.answering("")) {
      gone = backend.origin();
    }
    try (Upstream upstream = Upstream.create()) {
      assertThat(failure(upstream.send(request("GET", gone, Body.empty())), Kind.CONNECT)
              .detail())
          .contains(gone.toString(), "refused");
    }
  }

  private static Upstream asking(NameServer names) {
    return Upstream.with(builder -> builder.nameServers(List.of(names.address())));
  }

  private static Origin named(String host, RawBackend backend) {
    return new Origin("http", host, backend.origin().port());
  }
}
