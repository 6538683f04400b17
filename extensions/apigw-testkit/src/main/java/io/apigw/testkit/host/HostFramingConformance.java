package io.apigw.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import io.apigw.testkit.wire.RawAnswer;
import io.apigw.testkit.wire.RawConnection;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Requests that are not quite HTTP/1.1, or more than one of it at a time. Empty for hosts of HTTP/2. Part of {@link HostConformance}. */
public interface HostFramingConformance extends HostTrials {

  /** What is malformed is refused before the gateway hears of it, or at the latest breaks its body off. */
  @Test
  default void malformedRequestsAreRefused() throws Exception {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    List<String> wrong = new ArrayList<>();
    try (HostTrial trial = trial(noting(seen))) {
      if (trial.traits().isHttp2()) {
        return;
      }
      for (FramingVector vector : FramingVector.all()) {
        seen.clear();
        String outcome = outcome(trial, vector.bytes());
        boolean repaired = outcome.equals("200")
            && seen.size() == 1
            && !trial.traits().has(HostTrait.REFUSES_MALFORMED);
        boolean refused = !outcome.equals("200") && seen.isEmpty();
        if (vector.fine() ? !outcome.equals("200") : !refused && !repaired) {
          wrong.add(vector.name() + ": " + outcome + ", gateway has " + seen);
        }
      }
    }
    assertThat(wrong).as("requests that were taken wrongly").isEmpty();
  }

  /** Fields after a chunked body never become header fields. */
  @Test
  default void trailerFieldsAreDropped() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      if (trial.traits().isHttp2()) {
        return;
      }
      RawConnection client = trial.raw();
      client.send("POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("5\r\nhello\r\n0\r\nX-User: admin\r\nAuthorization: Bearer x\r\n\r\n");
      ScriptedGateway.Call call = gateway.next();
      var unused = Answers.body(call.request().body())
          .thenAccept(body -> call.answer(Response.text(200, body)));
      assertThat(client.answer().body()).isEqualTo("hello");
      assertThat(call.request().headers().contains("X-User")).isFalse();
      assertThat(call.request().headers().contains("Authorization")).isFalse();
    }
  }

  /** A request that comes byte by byte is the same request. */
  @Test
  default void requestMayComeByteByByte() throws Exception {
    try (HostTrial trial = trial(Answers.reading(body -> Response.text(200, "[" + body + "]")))) {
      if (trial.traits().isHttp2()) {
        return;
      }
      RawConnection client = trial.raw();
      String head = "POST /a?b HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n";
      String request = head + "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: v\r\n\r\n";
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < request.length(); i++) {
          client.send(request.substring(i, i + 1));
        }
        assertThat(client.answer().body()).isEqualTo("[abc0123456789]");
      }
    }
  }

  /** Requests that are sent ahead are answered in their order. */
  @Test
  default void requestsSentAheadAreAnsweredInOrder() throws Exception {
    LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (HostTrial trial = trial(noting(seen))) {
      if (trial.traits().isHttp2()) {
        return;
      }
      RawConnection client = trial.raw();
      StringBuilder ahead = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        ahead.append("POST /" + i + " HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\n\r\nabc");
        ahead.append("GET /get" + i + " HTTP/1.1\r\nHost: a.example\r\n\r\n");
      }
      client.send(ahead.toString());
      for (int i = 0; i < 20; i++) {
        assertThat(client.answer().body()).isEqualTo("/" + i);
        assertThat(client.answer().body()).isEqualTo("/get" + i);
      }
    }
  }

  /** A client that waits is told to go on when its body is wanted. */
  @Test
  default void waitingClientIsToldToGoOn() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      if (trial.traits().isHttp2()) {
        return;
      }
      RawConnection client = trial.raw().send(expecting());
      ScriptedGateway.Call call = gateway.next();
      var unused = Answers.body(call.request().body())
          .thenAccept(body -> call.answer(Response.text(200, body)));
      assertThat(client.head().status()).isEqualTo(100);
      client.send("hello");
      assertThat(client.answer().body()).isEqualTo("hello");
    }
  }

  /** A client that waits and is refused is not told to go on; what it sends all the same is no request. */
  @Test
  default void refusedClientIsNotToldToGoOn() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      if (trial.traits().isHttp2()) {
        return;
      }
      RawConnection client = trial.raw().send(expecting());
      ScriptedGateway.Call call = gateway.next();
      call.request().body().discard();
      call.answer(Response.text(403, "no"));
      RawAnswer answer = client.answer();
      assertThat(answer.status()).isEqualTo(403);
      client.sendAnyway("GET /smuggled HTTP/1.1\r\nHost: a.example\r\n\r\n");
      if (answer.field("Connection").equalsIgnoreCase("close")) {
        assertThat(client.closed()).isTrue();
      }
      assertThat(gateway.idle()).isTrue();
    }
  }

  /** No upgrade is made that the gateway does not know: the request is one of HTTP/1.1. */
  @Test
  default void upgradesAreNotMade() throws Exception {
    try (HostTrial trial = trial(Answers.text(request -> request.protocol()))) {
      if (trial.traits().isHttp2()) {
        return;
      }
      for (String upgrade : List.of(
          "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n",
          "Connection: Upgrade\r\nUpgrade: tunnel\r\n")) {
        RawConnection client = trial.raw();
        client.send("GET / HTTP/1.1\r\nHost: a.example\r\n" + upgrade + "\r\n");
        RawAnswer answer = client.answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("HTTP/1.1");
        assertThat(answer.field("Upgrade")).isEmpty();
      }
    }
  }

  /** The connection is kept or closed as the client asks. */
  @Test
  default void connectionIsKeptOrClosedAsAsked() throws Exception {
    try (HostTrial trial = trial(Answers.text(request -> "x"))) {
      if (trial.traits().isHttp2()) {
        return;
      }
      RawConnection kept = trial.raw();
      for (int i = 0; i < 3; i++) {
        assertThat(
                kept.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n").answer().status())
            .isEqualTo(200);
      }
      for (String last : List.of(
          "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a.example\r\nconnection: x, Close\r\n\r\n",
          "GET / HTTP/1.0\r\n\r\n")) {
        RawConnection client = trial.raw().send(last);
        assertThat(client.answer().body()).isEqualTo("x");
        assertThat(client.closed()).as(last).isTrue();
      }
    }
  }

  /** An absolute target is taken apart: its authority is the host, whatever the header says. */
  @Test
  default void absoluteTargetNamesTheHost() throws Exception {
    try (HostTrial trial = trial(Answers.text(
        request -> request.target() + " " + String.join("|", request.headers().all("Host"))))) {
      if (trial.traits().isHttp2()) {
        return;
      }
      RawConnection client = trial.raw();
      client.send("GET http://b.example/x?y HTTP/1.1\r\nHost: a.example\r\n\r\n");
      assertThat(client.answer().body()).isEqualTo("/x?y b.example");
    }
  }

  private static String expecting() {
    return "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
  }

  /** Answers with the path when the body is there; a request whose body breaks off does not count. */
  private static RequestProcessor noting(Queue<String> seen) {
    return request -> {
      CompletionStage<String> body = Answers.body(request.body());
      return body.handle((whole, broken) -> {
        if (broken == null) {
          seen.add(request.toString());
        }
        return Response.text(broken == null ? 200 : 400, request.path());
      });
    };
  }

  /** The status, or how the connection ended without one. */
  private static String outcome(HostTrial trial, String bytes) throws IOException {
    try (RawConnection client = trial.raw()) {
      client.sendAnyway(bytes);
      RawAnswer answer = client.answer();
      boolean closed = client.closed();
      return answer.status() + (closed ? "" : " and kept open");
    } catch (EOFException | SocketException closed) {
      return "closed";
    }
  }
}
