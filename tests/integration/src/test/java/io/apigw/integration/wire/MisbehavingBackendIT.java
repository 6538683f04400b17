package io.apigw.integration.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.testkit.PatternBytes;
import io.apigw.testkit.wire.MisbehavingBackend;
import io.apigw.testkit.wire.Misbehaviour;
import io.apigw.testkit.wire.RawAnswer;
import io.apigw.testkit.wire.RawConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The back end behaves well where it should and badly where it should. */
@Timeout(60)
class MisbehavingBackendIT {

  private MisbehavingBackend backend;

  @BeforeEach
  void start() throws IOException {
    backend = MisbehavingBackend.start();
  }

  @AfterEach
  void stop() throws IOException {
    backend.close();
  }

  @Test
  void ordinaryPathsShareAConnection() throws IOException {
    String pattern = new String(PatternBytes.from(0, 70_000), StandardCharsets.ISO_8859_1);
    try (RawConnection client = RawConnection.connect(backend.port())) {
      assertThat(client.send(request("GET", "/ok", "")).answer().body()).isEqualTo("ok");
      assertThat(client.send(request("POST", "/echo", "hello")).answer().body()).isEqualTo("hello");
      assertThat(client.send(request("GET", "/bytes?70000", "")).answer().body())
          .isEqualTo(pattern);
      assertThat(client.send(request("GET", "/chunks?70000", "")).answer().body())
          .isEqualTo(pattern);
      assertThat(client.send(request("PUT", "/take", pattern)).answer().body()).isEqualTo("70000");
      assertThat(client.send(request("PUT", "/take", "wrong")).answer().body())
          .startsWith("byte 0:");
      assertThat(client.send(request("GET", "/events?2", "")).answer().body())
          .isEqualTo("data: 0\n\ndata: 1\n\n");
      assertThat(client.send(request("GET", "/head", "")).answer().body()).startsWith("GET /head");
    }
    assertThat(backend.connections()).isEqualTo(1);
    assertThat(backend.requests()).isEqualTo(8);
    assertThat(backend.requests("/take")).isEqualTo(2);
  }

  /** None of them gives a client that is strict, and waits for a second, a whole answer; but these few. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "SECOND_REPLY",
        "HASTE",
        "MANY_HEADERS",
        "NUL_IN_HEADER",
        "LENGTH_AND_CHUNKS",
        "SWITCHED_PROTOCOL"
      })
  void misbehaviourIsNoWholeAnswer(Misbehaviour misbehaviour) throws Exception {
    try (RawConnection client = RawConnection.connect(backend.port())) {
      client.waitAtMost(600).send(request("GET", misbehaviour.path(), ""));
      assertThat(whole(client)).isFalse();
    }
    assertThat(backend.requests(misbehaviour.path())).isEqualTo(1);
  }

  private static boolean whole(RawConnection client) {
    try {
      RawAnswer head = client.head();
      for (int i = 0; head.status() < 200; i++) {
        if (i == 1_000) {
          return false;
        }
        head = client.head();
      }
      if (head.field("Content-Length").isEmpty()
          && head.field("Transfer-Encoding").isEmpty()) {
        return client.in().readNBytes(50_000_000).length < 50_000_000;
      }
      int length = head.field("Content-Length").isEmpty()
          ? -1
          : Integer.parseInt(head.field("Content-Length"));
      if (length >= 0) {
        return client.in().readNBytes(length).length == length;
      }
      while (!client.chunk().isEmpty()) {
        Thread.onSpinWait();
      }
      return head.field("Transfer-Encoding").equals("chunked");
    } catch (IOException | RuntimeException | AssertionError broken) {
      return false;
    }
  }

  private static String request(String method, String target, String body) {
    return method + " " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length()
        + "\r\n\r\n" + body;
  }
}
