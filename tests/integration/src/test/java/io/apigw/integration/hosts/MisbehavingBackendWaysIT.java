package io.apigw.integration.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Headers;
import io.apigw.testkit.Eventually;
import io.apigw.testkit.wire.ClientExchange;
import io.apigw.testkit.wire.HostClient;
import io.apigw.testkit.wire.MisbehavingBackend;
import io.apigw.testkit.wire.Misbehaviour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a back end does, a client has its answer in time or sees that it is none, and the next one is right. */
@Timeout(180)
class MisbehavingBackendWaysIT {

  @ParameterizedTest
  @EnumSource
  void clientGetsARefusalOrSeesTheEnd(Rig.Way way) throws Exception {
    List<String> wrong = new ArrayList<>();
    try (MisbehavingBackend backend = MisbehavingBackend.start();
        Rig rig = Rig.to(way, backend.url())) {
      for (Misbehaviour misbehaviour : Misbehaviour.values()) {
        try (HostClient client = rig.client()) {
          String outcome = outcome(client.get(misbehaviour.path()), misbehaviour);
          if (!outcome.equals("refused") && !outcome.equals("cut")) {
            wrong.add(misbehaviour + ": " + outcome);
          }
        }
        try (HostClient client = rig.client()) {
          rig.settle(() -> client.get("/ok").text());
          for (int i = 0; i < 3; i++) {
            assertThat(client.get("/ok").text()).as("after %s", misbehaviour).isEqualTo("ok");
          }
        }
      }
      assertThat(wrong).as("what a client takes for an answer").isEmpty();
      Eventually.holds("no more calls than are kept", () -> backend.open() <= 8);
    }
  }

  /** The JDK's client reads no reply before the request is sent as a whole. */
  @ParameterizedTest
  @EnumSource(names = {"HTTP1_NETTY", "HTTP2_NETTY"})
  void earlyReplyPassesWhileTheBodyIsStillComing(Rig.Way way) throws Exception {
    try (MisbehavingBackend backend = MisbehavingBackend.start();
        Rig rig = Rig.to(way, backend.url());
        HostClient client = rig.client()) {
      ClientExchange exchange =
          client.begin("POST", Misbehaviour.HASTE.path(), Headers.empty(), 5_000_000);
      exchange.write(new byte[10_000]);
      assertThat(exchange.status()).isEqualTo(403);
      assertThat(exchange.text()).isEqualTo("early");
    }
  }

  private static String outcome(ClientExchange exchange, Misbehaviour misbehaviour) {
    try {
      int status = exchange.status();
      if (status >= 500) {
        return "refused";
      }
      return switch (misbehaviour) {
        case SLOW_BODY, STALLED_BODY -> {
          assertThat(exchange.read()).isNotEmpty();
          exchange.abandon();
          yield "cut"; // by us: the transport's own limit is longer than this test
        }
        case HASTE -> exchange.text().equals("early") ? "refused" : "another text";
        case SECOND_REPLY -> exchange.text().equals("ok") ? "refused" : "another text";
        default -> status + " " + exchange.text();
      };
    } catch (IOException cut) {
      return "cut";
    }
  }
}
