package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Response;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
class ExpectContinueTest {

  private static final String POST =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";

  private final Scripted gateway = new Scripted();
  private NettyServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    server = Hosts.server(gateway);
    client = new RawClient(server.port());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void clientIsToldToGoOnWhenTheBodyIsAskedFor() throws Exception {
    client.send(POST);
    Scripted.Call call = gateway.next();
    call.request().body().publisher().subscribe(new Collector(call::answer));
    assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    client.send("hello");
    RawClient.Answer answer = client.answer();
    assertThat(answer.body()).isEqualTo("hello");
    assertThat(answer.field("connection")).isEmpty();
    client.get("/next");
    gateway.next().answer("next");
    assertThat(client.answer().body()).isEqualTo("next");
  }

  @Test
  void earlyRefusalGivesNo100AndClosesTheConnection() throws Exception {
    client.send(POST);
    Scripted.Call call = gateway.next();
    call.request().body().discard();
    call.answer(Response.of(413));
    RawClient.Answer answer = client.answer();
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.field("connection")).isEqualTo("close");
    client.sendAnyway("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(client.closed()).isTrue();
    assertThat(gateway.idle()).isTrue();
  }

  @Test
  void clientThatDoesNotWaitGetsNo100() throws Exception {
    client.send(POST + "he");
    Scripted.Call call = gateway.next();
    Waiting.until(() -> call.request().body().streamed());
    client.send("llo");
    // The bytes are on their way; a 100 would still be legal before they arrive, so the answer
    // decides.
    call.request().body().publisher().subscribe(new Collector(call::answer));
    String head = client.head();
    String last = head.startsWith("HTTP/1.1 100") ? client.head() : head;
    assertThat(last).startsWith("HTTP/1.1 200");
  }

  @Test
  void expectationOfHttp10IsIgnored() throws Exception {
    client.send("POST / HTTP/1.0\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello");
    Scripted.Call call = gateway.next();
    call.answer(call.request().body().text());
    assertThat(client.answer().body()).isEqualTo("hello");
  }

  @Test
  void expectationWithoutABodyIsIgnored() throws Exception {
    client.send("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n");
    gateway.next().answer("fine");
    assertThat(client.answer().field("connection")).isEmpty();
  }
}
