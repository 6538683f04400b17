package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server of HTTP/2 must refuse itself (abuse.md 52), field by field. */
@ExtendWith(LeakGuard.class)
class Http2VectorsTest {

  private static final AtomicInteger SEEN = new AtomicInteger();
  private static NettyServer server;

  @BeforeAll
  static void start() {
    server = Hosts.server(Hosts.answering(request -> {
      SEEN.incrementAndGet();
      return Response.of(200);
    }));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void malformedRequestReachesNobody(Vector vector) throws Exception {
    SEEN.set(0);
    try (Http2Client client = new Http2Client(server.port())) {
      client.head(1, Http2Client.END_STREAM, vector.fields().toArray(String[]::new));
      Http2Client.Answer answer = client.answer(1);
      switch (vector.expected()) {
        case "reset" -> {
          assertThat(answer.heads()).isEmpty();
          assertThat(answer.reset()).isEqualTo(1);
        }
        case "goaway" -> assertThat(answer.goAway()).isPositive();
        default -> assertThat(answer.status()).isEqualTo(Integer.parseInt(vector.expected()));
      }
      assertThat(SEEN.get()).isEqualTo(vector.expected().equals("200") ? 1 : 0);
      if (!vector.expected().equals("goaway")) {
        assertThat(client.get(3, "/next").answer(3).status())
            .as("the next request of the connection")
            .isEqualTo(200);
      }
    }
  }

  static Stream<Vector> vectors() throws IOException {
    try (InputStream file = Http2VectorsTest.class.getResourceAsStream("http2.txt")) {
      String text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().filter(line -> !line.startsWith("#")).map(Vector::parse);
    }
  }

  record Vector(String name, String expected, List<String> fields) {

    static Vector parse(String line) {
      String[] parts = line.split("\\|", 3);
      List<String> fields = new ArrayList<>();
      for (String field : List.of(parts[2].substring(1).split(";", -1))) {
        int equals = field.indexOf('=');
        fields.add(unescaped(field.substring(0, equals)));
        fields.add(unescaped(field.substring(equals + 1)));
      }
      return new Vector(parts[0].strip(), parts[1].strip(), fields);
    }

    private static String unescaped(String text) {
      return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
