package io.apigw.integration.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Headers;
import io.apigw.testkit.Eventually;
import io.apigw.testkit.PatternBytes;
import io.apigw.testkit.wire.ClientExchange;
import io.apigw.testkit.wire.HostClient;
import io.apigw.testkit.wire.MisbehavingBackend;
import io.apigw.testkit.wire.RawBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a gateway does for a client of each protocol, before a back end that each transport calls. */
@Timeout(120)
class GatewayWaysIT {

  private static final int LIMIT = 10 << 20;

  private MisbehavingBackend backend;

  @BeforeEach
  void start() throws IOException {
    backend = MisbehavingBackend.start();
  }

  @AfterEach
  void stop() throws IOException {
    backend.close();
  }

  @ParameterizedTest
  @EnumSource
  void bodiesPassBothWays(Rig.Way way) throws Exception {
    try (Rig rig = Rig.to(way, backend.url());
        HostClient client = rig.client()) {
      for (int size : new int[] {0, 1, 10_000, 70_000, 1_000_000}) {
        byte[] body = PatternBytes.from(0, size);
        assertThat(client.send("POST", "/take", body).text()).isEqualTo(Integer.toString(size));
        ClientExchange untold = client.begin("POST", "/take", Headers.empty(), -1);
        assertThat(untold.write(body).finish().text()).isEqualTo(Integer.toString(size));
        for (String path : new String[] {"/bytes?", "/chunks?"}) {
          assertThat(
                  new PatternBytes.Check().take(client.get(path + size).bytes()).position())
              .isEqualTo(size);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void requestOverTheLimitIsRefused(Rig.Way way) throws Exception {
    try (Rig rig = Rig.to(way, backend.url())) {
      try (HostClient client = rig.client()) {
        ClientExchange told = client.begin("POST", "/take", Headers.empty(), LIMIT + 1L);
        assertThat(told.status()).isEqualTo(413);
        assertThat(backend.requests())
            .as("requests that the back end has heard of")
            .isZero();
      }
      try (HostClient client = rig.client()) {
        ClientExchange untold = client.begin("POST", "/take", Headers.empty(), -1);
        sendAnyway(untold, LIMIT + 300_000);
        assertThat(untold.status()).isEqualTo(413);
      }
      try (HostClient client = rig.client()) {
        assertThat(client.send("POST", "/take", PatternBytes.from(0, LIMIT)).text())
            .isEqualTo(Integer.toString(LIMIT));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void replyOverTheLimitIsAFaultOrIsCut(Rig.Way way) throws Exception {
    try (Rig rig = Rig.to(way, backend.url())) {
      try (HostClient client = rig.client()) {
        assertThat(client.get("/bytes?" + (LIMIT + 1)).status()).isEqualTo(500);
      }
      try (HostClient client = rig.client()) {
        assertThat(client.get("/chunks?" + (LIMIT + 1)).whole()).isFalse();
      }
      try (HostClient client = rig.client()) {
        assertThat(client.get("/chunks?" + LIMIT).bytes()).hasSize(LIMIT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bodyThatIsTooLargeForMemoryIsRefused(Rig.Way way) throws Exception {
    try (Rig rig = Rig.to(way, backend.url())) {
      try (HostClient client = rig.client()) {
        ClientExchange fits = client.send("POST", "/collected", new byte[64 * 1024]);
        assertThat(fits.text()).isEqualTo("65536");
        assertThat(client.begin("POST", "/collected", Headers.empty(), 65_537).status())
            .isEqualTo(413);
      }
      try (HostClient client = rig.client()) {
        ClientExchange untold = client.begin("POST", "/collected", Headers.empty(), -1);
        sendAnyway(untold, 80_000);
        assertThat(untold.status()).isEqualTo(413);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void headersOverTheLimitAreRefused(Rig.Way way) throws Exception {
    try (Rig rig = Rig.to(way, backend.url());
        HostClient client = rig.client()) {
      Headers long1 = Headers.of("x-long", "v".repeat(10_300));
      assertThat(client.begin("GET", "/ok", long1, 0).status()).isEqualTo(431);
      assertThat(backend.requests()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void addressIsThePeersUnlessTheProxyIsTrusted(Rig.Way way) throws Exception {
    Headers forwarded = Headers.of("x-forwarded-for", "10.1.2.3, 203.0.113.9");
    try (Rig rig = Rig.to(way, backend.url());
        HostClient client = rig.client()) {
      assertThat(client.begin("GET", "/ip", forwarded, 0).text()).isEqualTo("127.0.0.1");
    }
    try (Rig rig = Rig.to(way, backend.url(), b -> b.trustedProxies("127.0.0.0/8"));
        HostClient client = rig.client()) {
      assertThat(client.begin("GET", "/ip", forwarded, 0).text()).isEqualTo("203.0.113.9");
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientThatGoesEndsTheCallOfTheBackend(Rig.Way way) throws Exception {
    try (Rig rig = Rig.to(way, backend.url());
        HostClient client = rig.client()) {
      ClientExchange exchange = client.get("/silence");
      Eventually.holds("the call", () -> backend.requests("/silence") == 1);
      exchange.abandon();
      Eventually.holds("its end", () -> backend.open() == 0);
    }
    try (Rig rig = Rig.to(way, backend.url());
        HostClient client = rig.client()) {
      ClientExchange exchange = client.get("/large/endless-body");
      assertThat(exchange.read()).isNotEmpty();
      exchange.abandon();
      Eventually.holds("the reply's end", () -> backend.open() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void eventsPassOneByOne(Rig.Way way) throws Exception {
    SynchronousQueue<String> events = new SynchronousQueue<>();
    try (RawBackend source = RawBackend.that(peer -> {
          var unused = peer.head();
          peer.say("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
          for (String event = events.take(); !event.isEmpty(); event = events.take()) {
            peer.say(event);
          }
        });
        Rig rig = Rig.to(way, source.url());
        HostClient client = rig.client()) {
      ClientExchange exchange = client.get("/events");
      for (int i = 0; i < 10; i++) {
        String event = "data: " + i + "\n\n";
        assertThat(events.offer(event, 10, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(exchange.read(), StandardCharsets.ISO_8859_1)).isEqualTo(event);
      }
      assertThat(events.offer("", 10, TimeUnit.SECONDS)).isTrue();
      assertThat(exchange.text()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void fieldsAfterAReplyAreDropped(Rig.Way way) throws Exception {
    try (Rig rig = Rig.to(way, backend.url());
        HostClient client = rig.client()) {
      ClientExchange exchange = client.get("/trailers");
      assertThat(exchange.text()).isEqualTo("ok");
      assertThat(exchange.headers().contains("X-Late")).isFalse();
    }
  }

  /** Sends as much as the host takes. */
  private static void sendAnyway(ClientExchange exchange, int length) {
    try {
      for (int at = 0; at < length; at += 50_000) {
        exchange.write(PatternBytes.from(at, Math.min(50_000, length - at)));
      }
      exchange.finish();
    } catch (IOException enough) {
      assertThat(enough).isNotNull();
    }
  }
}
