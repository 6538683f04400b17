package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that does not take its answer is cut off, whether the connection was to be kept or not; one that does is not. */
@ExtendWith(LeakGuard.class)
class UnreadAnswerTest {

  private static final int LENGTH = 8 * 1024 * 1024;

  private final RequestProcessor large = request -> CompletableFuture.completedFuture(
      Response.of(200, Headers.empty(), Body.bytes(new byte[LENGTH])));

  @ParameterizedTest
  @ValueSource(strings = {"keep-alive", "close"})
  void clientThatReadsNothingIsCutOff(String connection) throws Exception {
    try (NettyServer server = server(Duration.ofMillis(400));
        Socket socket = connect(server, 4096)) {
      OutputStream out = socket.getOutputStream();
      ask(out, connection);
      Waiting.until(() -> {
        try {
          out.write('x');
          return false;
        } catch (IOException cutOff) {
          return true;
        }
      });
    }
  }

  @Test
  void clientThatReadsSlowlyButSteadilyGetsAll() throws Exception {
    try (NettyServer server = server(Duration.ofSeconds(1));
        Socket socket = connect(server, 256 * 1024)) {
      ask(socket.getOutputStream(), "close");
      InputStream in = socket.getInputStream();
      long total = 0;
      byte[] piece = new byte[64 * 1024];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        total += read;
        Waiting.pause(20);
      }
      assertThat(total).isGreaterThan(LENGTH);
    }
  }

  private NettyServer server(Duration limit) {
    return NettyServer.builder(large)
        .host("127.0.0.1")
        .port(0)
        .bodyTimeout(limit)
        .start();
  }

  private static Socket connect(NettyServer server, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(receiveBuffer);
    socket.setSoTimeout(10_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    return socket;
  }

  private static void ask(OutputStream out, String connection) throws IOException {
    String request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: " + connection + "\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
  }
}
