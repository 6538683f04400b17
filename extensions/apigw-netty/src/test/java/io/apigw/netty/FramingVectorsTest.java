package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Request;
import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an HTTP/1.1 server must refuse itself (abuse.md 35 to 52), byte by byte over a socket. */
@ExtendWith(LeakGuard.class)
class FramingVectorsTest {

  private static final Pattern REPEAT = Pattern.compile("\\{(\\d+)\\*([^}]*)\\}");
  private static final BlockingQueue<Request> SEEN = new LinkedBlockingQueue<>();

  /** Reads the body, so that what is wrong with it is found. */
  private static final RequestProcessor GATEWAY = request -> {
    SEEN.add(request);
    CompletableFuture<Response> answer = new CompletableFuture<>();
    request
        .body()
        .publisher()
        .subscribe(new Collector(bytes -> answer.complete(Response.text(200, bytes))));
    return answer;
  };

  private static NettyServer server;
  private static Hosts.UserServer userServer;

  @BeforeAll
  static void start() throws Exception {
    server =
        NettyServer.builder(GATEWAY).host("127.0.0.1").threads(1).http2(false).start();
    userServer = Hosts.userServer(
        () -> new ChannelHandler[] {new HttpServerCodec(), new GatewayHandler(GATEWAY)});
  }

  @AfterAll
  static void stop() {
    server.close();
    userServer.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void ownServerRefuses(Vector vector) throws Exception {
    check(server.port(), vector.own(), vector);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void handlerBehindACodecRefusesWhatItCanSee(Vector vector) throws Exception {
    if (!vector.behindCodec().equals("-")) {
      check(userServer.port(), vector.behindCodec(), vector);
    }
  }

  private static void check(int port, String expected, Vector vector) throws Exception {
    SEEN.clear();
    try (RawClient client = new RawClient(port)) {
      RawClient.Answer answer = client.sendAnyway(vector.request()).answer();
      boolean fine = expected.equals("clean") || expected.equals("200");
      assertThat(answer.status()).isEqualTo(fine ? 200 : Integer.parseInt(expected));
      assertThat(answer.field("connection")).isEqualTo("close");
      assertThat(client.closed()).isTrue();
      if (fine) {
        assertThat(SEEN).hasSize(1);
      } else {
        if (expected.equals("431")) {
          assertThat(answer.body()).isEqualTo("HTTP header is larger than 10240 bytes.");
        } else {
          assertThat(answer.field("content-type")).isEqualTo("application/json");
          assertThat(answer.body()).startsWith("{\"message\":\"").endsWith("\"}");
        }
        assertThat(SEEN)
            .allMatch(
                request -> request.body().streamed(), "only a body that turned out to be broken");
      }
    }
  }

  static Stream<Vector> vectors() throws IOException {
    try (InputStream file = FramingVectorsTest.class.getResourceAsStream("framing.txt")) {
      String text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
      return text
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Vector::parse)
          .toList()
          .stream();
    }
  }

  record Vector(String name, String own, String behindCodec, String request) {

    static Vector parse(String line) {
      List<String> parts = List.of(line.split("\\|", 5));
      String name = parts.get(0).strip() + " " + parts.get(1).strip();
      String raw = parts.get(4).substring(1);
      return new Vector(name, parts.get(2).strip(), parts.get(3).strip(), repeated(unescaped(raw)));
    }

    @Override
    public String toString() {
      return name;
    }

    private static String repeated(String text) {
      return REPEAT
          .matcher(text)
          .replaceAll(
              m -> Matcher.quoteReplacement(m.group(2).repeat(Integer.parseInt(m.group(1)))));
    }

    private static String unescaped(String text) {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c != '\\') {
          out.append(c);
          continue;
        }
        char kind = text.charAt(++i);
        switch (kind) {
          case 'r' -> out.append('\r');
          case 'n' -> out.append('\n');
          case 't' -> out.append('\t');
          case '0' -> out.append('\0');
          default -> {
            out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
            i += 2;
          }
        }
      }
      return out.toString();
    }
  }
}
