package io.apigw.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.apigw.testkit.Eventually;
import io.apigw.testkit.PatternSource;
import io.apigw.testkit.Received;
import io.apigw.testkit.wire.ClientExchange;
import io.apigw.testkit.wire.HostClient;
import io.apigw.testkit.wire.Http2Connection;
import io.apigw.testkit.wire.Http2Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HTTP/2, frame by frame. Empty for hosts of HTTP/1.1. Part of {@link HostConformance}. */
public interface HostHttp2Conformance extends HostTrials {

  /** A head that is malformed is refused, and nothing of it reaches the gateway. */
  @Test
  default void malformedHeadsAreRefused() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    List<String> wrong = new ArrayList<>();
    try (HostTrial trial = trial(gateway)) {
      if (!trial.traits().isHttp2()) {
        return;
      }
      for (Http2Vector vector : Http2Vector.all()) {
        Http2Connection connection = Http2Connection.begin(trial.raw());
        connection.send(Http2Frame.headers(Http2Frame.END_STREAM, 1, vector.fields()));
        String outcome = outcome(connection);
        if (!gateway.idle()) {
          wrong.add(vector.name() + ": the gateway has " + gateway.next().request());
        } else if (!outcome.equals("refused")) {
          wrong.add(vector.name() + ": " + outcome);
        }
        connection.close();
      }
    }
    assertThat(wrong).as("heads that were taken wrongly").isEmpty();
  }

  /** A body of another length than announced is broken off. */
  @Test
  default void bodyOfAnotherLengthIsBrokenOff() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      if (!trial.traits().isHttp2()) {
        return;
      }
      for (String announced : List.of("4", "6")) {
        Http2Connection connection = Http2Connection.begin(trial.raw());
        connection.send(Http2Frame.headers(
            0,
            1,
            ":method",
            "POST",
            ":scheme",
            scheme(trial),
            ":authority",
            "a.example",
            ":path",
            "/",
            "content-length",
            announced));
        connection.send(Http2Frame.of(
            Http2Frame.DATA,
            Http2Frame.END_STREAM,
            1,
            "hello".getBytes(StandardCharsets.US_ASCII)));
        Received received = Received.create();
        if (outcomeOrCall(connection, gateway, received)) {
          assertThat(received.whole().toCompletableFuture())
              .as("5 bytes announced as %s", announced)
              .failsWithin(Duration.ofSeconds(10));
        }
        connection.close();
      }
    }
  }

  /** Fields after a body never become header fields. */
  @Test
  default void fieldsAfterABodyAreDropped() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      if (!trial.traits().isHttp2()) {
        return;
      }
      Http2Connection connection = Http2Connection.begin(trial.raw());
      connection.send(
          Http2Frame.headers(
              0,
              1,
              ":method",
              "POST",
              ":scheme",
              scheme(trial),
              ":authority",
              "a.example",
              ":path",
              "/"),
          Http2Frame.of(Http2Frame.DATA, 0, 1, "hello".getBytes(StandardCharsets.US_ASCII)),
          Http2Frame.headers(Http2Frame.END_STREAM, 1, "x-user", "admin", "authorization", "x"));
      ScriptedGateway.Call call = gateway.next();
      var unused = Answers.body(call.request().body())
          .thenAccept(body -> call.answer(Response.text(200, body)));
      assertThat(outcome(connection)).isEqualTo("200");
      assertThat(call.request().headers().contains("x-user")).isFalse();
      assertThat(call.request().headers().contains("authorization")).isFalse();
    }
  }

  /** Cookies that came in several fields are one field for the gateway. */
  @Test
  default void cookiesAreJoined() throws Exception {
    try (HostTrial trial =
        trial(Answers.text(request -> String.join("|", request.headers().all("Cookie"))))) {
      if (!trial.traits().isHttp2()) {
        return;
      }
      Headers cookies = Headers.of("cookie", "a=1", "cookie", "b=2");
      assertThat(trial.client().begin("GET", "/", cookies, 0).text()).isEqualTo("a=1; b=2");
    }
  }

  /** Streams of one connection are answered in any order, and one that is not read stops no other. */
  @Test
  default void streamsStopNoOther() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      if (!trial.traits().isHttp2()) {
        return;
      }
      HostClient client = trial.client();
      ClientExchange large = client.get("/large");
      ScriptedGateway.Call first = gateway.next();
      ClientExchange late = client.get("/late");
      ScriptedGateway.Call second = gateway.next();
      PatternSource stream = PatternSource.of(1L << 40, 64 * 1024);
      first.answer(Response.stream(200, "a/b", stream));
      assertThat(large.status()).isEqualTo(200);
      for (int i = 0; i < 20; i++) {
        ClientExchange other = client.get("/" + i);
        ScriptedGateway.Call call = gateway.next();
        call.answer(Response.text(200, call.request().path()));
        assertThat(other.text()).isEqualTo("/" + i);
      }
      second.answer(Response.text(200, "late"));
      assertThat(late.text()).isEqualTo("late");
      large.abandon();
      stream.awaitCancelled();
    }
  }

  /** A request that a client gives up is the only one of its connection that ends. */
  @Test
  default void streamThatIsGivenUpEndsNoOther() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      if (!trial.traits().isHttp2()) {
        return;
      }
      HostClient client = trial.client();
      ClientExchange kept = client.get("/kept");
      ScriptedGateway.Call keptCall = gateway.next();
      var keptGone = keptCall.cancellation();
      ClientExchange left = client.get("/left");
      var leftGone = gateway.next().cancellation();
      left.abandon();
      assertThat(Eventually.valueOf("the news", leftGone)).isTrue();
      keptCall.answer(Response.text(200, "kept"));
      assertThat(kept.text()).isEqualTo("kept");
      assertThat(keptGone.toCompletableFuture()).isNotDone();
    }
  }

  /** A hundred requests at once on one connection are nothing unusual. */
  @Test
  default void manyStreamsShareAConnection() throws Exception {
    try (HostTrial trial = trial(Answers.reading(body -> Response.text(200, body)))) {
      if (!trial.traits().isHttp2()) {
        return;
      }
      HostClient client = trial.client();
      for (int round = 0; round < 5; round++) {
        ClientExchange[] exchanges = new ClientExchange[90];
        for (int i = 0; i < exchanges.length; i++) {
          exchanges[i] = client.begin("POST", "/", Headers.empty(), -1).write("x" + i);
        }
        for (int i = 0; i < exchanges.length; i++) {
          exchanges[i].finish();
          assertThat(exchanges[i].text()).isEqualTo("x" + i);
        }
      }
    }
  }

  private static String scheme(HostTrial trial) {
    return trial.traits().tls().isPresent() ? "https" : "http";
  }

  /** The status of stream 1, or that the host refused it: by a status, a reset, or the end of all. */
  private static String outcome(Http2Connection connection) {
    try {
      while (true) {
        Http2Frame frame = connection.next();
        if (frame.type() == Http2Frame.GOAWAY || frame.type() == Http2Frame.RST_STREAM) {
          return "refused";
        }
        if (frame.type() == Http2Frame.HEADERS) {
          String status = frame.fields().get(1);
          return status.compareTo("400") >= 0 ? "refused" : status;
        }
      }
    } catch (IOException closed) {
      return "refused";
    }
  }

  /** Whether the gateway was asked before the host refused; its body is then read. */
  private static boolean outcomeOrCall(
      Http2Connection connection, ScriptedGateway gateway, Received received) {
    String outcome = "";
    while (gateway.idle() && !outcome.equals("refused")) {
      outcome = outcome(connection);
    }
    if (gateway.idle()) {
      return false;
    }
    gateway.next().request().body().publisher().subscribe(received);
    return true;
  }
}
