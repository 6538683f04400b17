package io.apigw.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whose threads a request's continuation runs on: the transport's own, never the JVM's common pool. */
class JdkTransportThreadsTest {

  private final SystemClock clock = SystemClock.create();

  @Test
  void replyComesOnAThreadOfTheTransport() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        JdkTransport transport = JdkTransport.create()) {
      CompletableFuture<String> thread = send(transport, server.getLocalPort());
      try (Socket back = server.accept()) {
        back.getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                .getBytes(StandardCharsets.US_ASCII));

        assertThat(thread.get(10, TimeUnit.SECONDS)).startsWith("200 on apigw-transport-");
      }
    } finally {
      clock.close();
    }
  }

  @Test
  void failureComesOnAThreadOfTheTransport() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        JdkTransport transport = JdkTransport.create()) {
      CompletableFuture<String> thread = send(transport, server.getLocalPort());
      try (Socket back = server.accept()) {
        back.getOutputStream().write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(thread.get(10, TimeUnit.SECONDS)).startsWith("BROKEN on apigw-transport-");
      }
    } finally {
      clock.close();
    }
  }

  private CompletableFuture<String> send(JdkTransport transport, int port) throws IOException {
    TransportRequest request = new TransportRequest(
        "GET",
        new Origin("http", "127.0.0.1", port),
        "/",
        Headers.empty(),
        Body.empty(),
        Duration.ofSeconds(9));
    return transport
        .send(request, new Background(clock))
        .thenApply(result -> what(result) + " on " + Thread.currentThread().getName())
        .toCompletableFuture();
  }

  private static String what(TransportResult result) {
    return result.match(
        reply -> {
          reply.body().discard();
          return String.valueOf(reply.status());
        },
        failure -> failure.kind().toString());
  }
}
