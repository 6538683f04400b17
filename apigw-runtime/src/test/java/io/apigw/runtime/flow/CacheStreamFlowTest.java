package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.definition.RestApi;
import io.apigw.api.integrate.TransportResult;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeTransport;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A streamed reply is copied into the cache while it flows to the client, and only when all of it has. */
class CacheStreamFlowTest {

  private static final int MOST = 1_048_576;

  private final FakeTransport transport = FakeTransport.create();
  private final FakeCache store = new FakeCache();
  private final Gateway inMemory = gateway(Gateway.builder());
  private final Gateway scripted = gateway(Gateway.builder().cache(store));

  @AfterEach
  void close() {
    inMemory.close();
    scripted.close();
  }

  @Test
  void entryIsThereOnceTheWholeStreamHasGoneToTheClient() {
    ScriptedBody reply = streamed(-1);
    Client client = Client.of(answer(inMemory, "GET"));
    reply.send("ab");
    assertThat(client.text()).isEqualTo("ab");
    transport.then(FakeTransport.reply(200, "other"));
    assertThat(inMemory.process(Request.get("/a"))).hasBody("other");

    reply.send("cd").end();
    assertThat(client.text()).isEqualTo("abcd");
    assertThat(inMemory.process(Request.get("/a"))).hasBody("abcd");
    assertThat(transport.requests()).hasSize(2);
  }

  @Test
  void streamThatFailsIsNotKept() {
    ScriptedBody reply = streamed(-1);
    Client client = Client.of(answer(scripted, "GET"));
    reply.send("ab").fail();

    assertThat(client.failed()).isTrue();
    assertThat(store.stored).isEmpty();
  }

  @Test
  void streamThatTheClientLeavesIsNotKept() {
    ScriptedBody reply = streamed(-1);
    Client client = Client.of(answer(scripted, "GET"));
    reply.send("ab");
    client.leave();

    assertThat(reply.cancelled()).isTrue();
    assertThat(store.stored).isEmpty();
  }

  @Test
  void streamThatIsShorterThanItSaidIsNotKept() {
    ScriptedBody reply = streamed(4);
    Client client = Client.of(answer(scripted, "GET"));
    reply.send("ab").end();

    assertThat(client.text()).isEqualTo("ab");
    assertThat(store.stored).isEmpty();
  }

  @Test
  void streamOfAHeadIsGivenUpAndNotKept() {
    ScriptedBody reply = streamed(4);
    assertThat(answer(scripted, "HEAD")).hasStatus(200).hasBody("");

    assertThat(reply.cancelled()).isTrue();
    assertThat(store.stored).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {MOST, MOST + 1})
  void entryIsKeptUpToAwssLimitAndTheClientGetsAllInAnyCase(int size) {
    ScriptedBody reply = streamed(-1);
    Client client = Client.of(answer(scripted, "GET"));
    reply.send(new byte[size - 1]).send(new byte[1]).end();

    assertThat(client.text()).hasSize(size);
    assertThat(store.stored).hasSize(size > MOST ? 0 : 1);
  }

  @Test
  void streamThatIsKnownToBeTooLongIsNotEvenCopied() {
    ScriptedBody reply = streamed(MOST + 1);
    Client client = Client.of(answer(scripted, "GET"));
    reply.send(new byte[MOST + 1]).end();

    assertThat(client.text()).hasSize(MOST + 1);
    assertThat(store.stored).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {MOST, MOST + 1})
  void bodyInMemoryHasTheSameLimit(int size) {
    transport.then(new TransportResult.Reply(200, Headers.empty(), Body.bytes(new byte[size])));

    answer(scripted, "GET");
    assertThat(store.stored).hasSize(size > MOST ? 0 : 1);
  }

  @Test
  void storeThatThrowsAtTheEndOfAStreamCostsTheClientNothing() {
    store.store = entry -> {
      throw new IllegalStateException("full");
    };
    ScriptedBody reply = streamed(-1);
    Client client = Client.of(answer(scripted, "GET"));
    reply.send("ab").end();

    assertThat(client.text()).isEqualTo("ab");
    assertThat(client.ends()).isEqualTo(1);
    assertThat(client.failed()).isFalse();
  }

  private ScriptedBody streamed(long length) {
    ScriptedBody reply = ScriptedBody.open();
    transport.then(new TransportResult.Reply(
        200, Headers.empty(), length < 0 ? reply.body() : reply.body(length)));
    return reply;
  }

  private static Response answer(Gateway gateway, String verb) {
    return gateway
        .process(Request.builder(verb, "/a").build())
        .toCompletableFuture()
        .join();
  }

  private Gateway gateway(Gateway.Builder builder) {
    return builder
        .clock(TestClock.create())
        .transport(transport)
        .api(RestApi.builder("a")
            .method("ANY /a", m -> m.cache(Duration.ofMinutes(5)).proxy("http://b.test/a"))
            .build())
        .build();
  }
}
