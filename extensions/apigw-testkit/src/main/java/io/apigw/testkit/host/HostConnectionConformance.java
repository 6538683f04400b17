package io.apigw.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Connection;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.apigw.testkit.Eventually;
import io.apigw.testkit.wire.ClientExchange;
import io.apigw.testkit.wire.HostClient;
import org.junit.jupiter.api.Test;

/** What the host knows of a connection, and how it keeps one. Part of {@link HostConformance}. */
public interface HostConnectionConformance extends HostTrials {

  /** Both ends are told as address literals and ports, whatever a client claims in headers. */
  @Test
  default void bothEndsAreTold() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      HostClient client = trial.client();
      Headers lies = Headers.of(
          "x-forwarded-for",
          "10.0.0.1",
          "forwarded",
          "for=10.0.0.2",
          "x-forwarded-proto",
          "gopher");
      for (int i = 0; i < 2; i++) {
        ClientExchange exchange = client.begin("GET", "/", lies, 0);
        ScriptedGateway.Call call = gateway.next();
        Connection connection = call.request().connection();
        assertThat(connection.peerAddress()).isEqualTo("127.0.0.1");
        assertThat(connection.peerPort()).isEqualTo(client.localPort());
        assertThat(connection.localAddress()).isEqualTo("127.0.0.1");
        assertThat(connection.localPort()).isEqualTo(trial.port());
        call.answer(Response.of(204));
        assertThat(exchange.status()).isEqualTo(204);
      }
    }
  }

  /** Scheme, TLS version and server name are those of the connection. */
  @Test
  default void tlsIsToldAsItIs() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.get("/");
      ScriptedGateway.Call call = gateway.next();
      Connection connection = call.request().connection();
      boolean tls = trial.traits().tls().isPresent();
      assertThat(connection.scheme()).isEqualTo(tls ? "https" : "http");
      assertThat(connection.tls().isPresent()).isEqualTo(tls);
      connection.tls().ifPresent(info -> {
        assertThat(info.protocol()).startsWith("TLSv1.");
        assertThat(info.clientCertificates().isEmpty())
            .isNotEqualTo(trial.traits().has(HostTrait.ASKS_FOR_CERTIFICATES));
        if (trial.traits().has(HostTrait.TELLS_SERVER_NAME)) {
          assertThat(info.serverName()).contains(HostTrial.SERVER_NAME);
        } else {
          assertThat(info.serverName()).isEmpty();
        }
      });
      call.answer(Response.of(204));
      assertThat(exchange.status()).isEqualTo(204);
    }
  }

  /** Nothing is cut off the path, and no user is made up. */
  @Test
  default void hostAddsNothingOfItsOwn() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.get("/a/b?c");
      ScriptedGateway.Call call = gateway.next();
      assertThat(call.request().mountPath()).isEmpty();
      assertThat(call.request().path()).isEqualTo("/a/b");
      assertThat(call.request().rawQuery()).isEqualTo("c");
      assertThat(call.request().connection().user()).isEmpty();
      assertThat(call.request().connection().vpcEndpointId()).isEmpty();
      call.answer(Response.of(204));
      assertThat(exchange.status()).isEqualTo(204);
    }
  }

  /** A connection serves one request after another, with and without bodies, whatever the answers are. */
  @Test
  default void connectionServesManyRequests() throws Exception {
    try (HostTrial trial = trial(Answers.reading(body ->
        Response.text(body.length() % 3 == 0 ? 404 : 200, Integer.toString(body.length()))))) {
      HostClient client = trial.client();
      for (int i = 0; i < 200; i++) {
        assertThat(client.send("POST", "/" + i, new byte[i]).text()).isEqualTo(Integer.toString(i));
      }
    }
  }

  /** A client that says it has sent everything gets its answer, or is taken for one that has left. */
  @Test
  default void halfCloseIsAnsweredOrIsLeaving() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      if (trial.traits().isHttp2() || trial.traits().tls().isPresent()) {
        return; // a stream's end says it there, as every request does
      }
      var connection = trial.raw();
      connection.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n").halfClose();
      ScriptedGateway.Call call = gateway.next();
      if (trial.traits().has(HostTrait.HALF_CLOSE)) {
        call.answer(Response.text(200, "still here"));
        assertThat(connection.answer().body()).isEqualTo("still here");
      } else if (trial.traits().has(HostTrait.SEES_LEAVING)) {
        assertThat(Eventually.valueOf("leaving", call.cancellation())).isTrue();
      }
    }
  }
}
