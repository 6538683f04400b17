package io.apigw.runtime.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Body;
import io.apigw.api.Connection;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Step;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a header: the cases of {@code header-vectors.txt}. */
class HeaderVectorsTest {

  static List<Vector> vectors() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(HeaderVectorsTest.class.getResourceAsStream("header-vectors.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Vector::parse)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void headerIs(Vector vector) {
    Headers sent = vector.reply() ? vector.answered() : vector.forwarded();

    assertThat(sent.all("X-First")).containsExactly("1");
    assertThat(sent.all("X-Last")).containsExactly("2");
    switch (vector.fate) {
      case "passed" -> assertThat(sent.all(vector.header)).containsExactly(vector.value);
      case "dropped" -> assertThat(sent.contains(vector.header)).isFalse();
      case "replaced" ->
        assertThat(sent.all(vector.header))
            .singleElement()
            .satisfies(own -> assertThat(own).doesNotContain(vector.value));
      default -> {
        assertThat(sent.contains(vector.header)).isFalse();
        assertThat(sent.all(vector.fate)).containsExactly(vector.value);
      }
    }
  }

  private record Vector(ApiKind kind, String from, String header, String value, String fate) {

    static Vector parse(String line) {
      String[] columns = line.split(" \\| ", -1);
      if (columns.length != 5) {
        throw new IllegalArgumentException("expected 5 columns but was " + line);
      }
      return new Vector(
          ApiKind.valueOf(columns[0]), columns[1], columns[2], columns[3], columns[4]);
    }

    boolean reply() {
      return from.startsWith("backend") || from.equals("function");
    }

    /** What the back end gets. */
    Headers forwarded() {
      AdmittedRequests route = AdmittedRequests.of(kind, "GET /a");
      HttpIntegration http = HttpIntegration.builder(kind, "http://b.internal").build();
      String peer = from.equals("proxy") ? "10.1.2.3" : "203.0.113.9";
      Request request = Request.builder("GET", "/a")
          .connection(Connection.builder(peer, 4711).build())
          .headers(headers())
          .build();
      return Outcomes.value(Proxies.step(route, http).take(route.admit(request)))
          .wire()
          .orElseThrow()
          .headers();
    }

    /** What the client gets. */
    Headers answered() {
      AdmittedRequests route = AdmittedRequests.of(kind, "GET /a");
      Step<Returned, Answer> step = from.equals("function")
          ? TransformStep.functionReply(kind)
          : TransformStep.proxyReply(kind);
      Response response = Response.of(200, headers(), Body.text("x"));
      return Outcomes.value(step.take(new Returned(route.admit(Request.get("/a")), response)))
          .response()
          .headers();
    }

    private Headers headers() {
      Headers.Builder headers =
          Headers.builder().add("X-First", "1").add(header, value).add("X-Last", "2");
      if (from.endsWith("listed")) {
        headers.add("Connection", "close, " + header + " ,x-other");
      }
      return headers.build();
    }
  }
}
