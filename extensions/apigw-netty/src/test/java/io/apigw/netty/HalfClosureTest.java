package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that close their side after a request: most have gone, some wait for the answer (RFC 9112 §9.6). */
@ExtendWith(LeakGuard.class)
class HalfClosureTest {

  private final Scripted gateway = new Scripted();

  private NettyServer server(boolean halfClosure) {
    return NettyServer.builder(gateway)
        .host("127.0.0.1")
        .threads(1)
        .halfClosure(halfClosure)
        .start();
  }

  @Test
  void clientThatClosesItsSideHasGone() throws Exception {
    try (NettyServer server = server(false);
        RawClient client = new RawClient(server.port())) {
      client.get("/");
      Scripted.Call call = gateway.next();
      CompletableFuture<Boolean> gone = new CompletableFuture<>();
      call.request().executor().onCancel(() -> gone.complete(true));
      client.socket().shutdownOutput();
      assertThat(gone.get(10, TimeUnit.SECONDS)).isTrue();
      call.answer("nobody hears this");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void clientThatClosesItsSideGetsALateAnswerWhereThatIsSet() throws Exception {
    try (NettyServer server = server(true);
        RawClient client = new RawClient(server.port())) {
      client.get("/");
      Scripted.Call call = gateway.next();
      client.socket().shutdownOutput();
      Waiting.pause(50);
      call.answer("late");
      RawClient.Answer answer = client.answer();
      assertThat(answer.body()).isEqualTo("late");
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void requestsSentAheadAreAnsweredToo() throws Exception {
    try (NettyServer server = server(true);
        RawClient client = new RawClient(server.port())) {
      client.get("/1").get("/2").get("/3");
      client.socket().shutdownOutput();
      Waiting.pause(50);
      for (int i = 1; i <= 3; i++) {
        Scripted.Call call = gateway.next();
        call.answer(call.request().target());
        assertThat(client.answer().body()).isEqualTo("/" + i);
      }
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void halfARequestIsNone() throws Exception {
    try (NettyServer server = server(true);
        RawClient client = new RawClient(server.port())) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nx");
      Scripted.Call call = gateway.next();
      Collector body = new Collector(text -> {});
      call.request().body().publisher().subscribe(body);
      client.socket().shutdownOutput();
      assertThat(body.failure().get(10, TimeUnit.SECONDS)).isNotNull();
      assertThat(client.closed()).isTrue();
      call.answer(Response.of(200));
    }
  }

  @Test
  void idleConnectionIsClosed() throws Exception {
    try (NettyServer server = server(true);
        RawClient client = new RawClient(server.port())) {
      client.get("/");
      gateway.next().answer("once");
      assertThat(client.answer().body()).isEqualTo("once");
      client.socket().shutdownOutput();
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void clientThatIsGoneAltogetherIsSeenByItsReset() throws Exception {
    try (NettyServer server = server(true);
        RawClient client = new RawClient(server.port())) {
      client.get("/");
      CompletableFuture<Boolean> gone = new CompletableFuture<>();
      gateway.next().request().executor().onCancel(() -> gone.complete(true));
      client.abort();
      assertThat(gone.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
