package io.apigw.runtime.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Request;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.runtime.outcome.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where requests go: the cases of {@code uri-vectors.txt}. */
class UriVectorsTest {

  static List<Vector> vectors() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(UriVectorsTest.class.getResourceAsStream("uri-vectors.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Vector::parse)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void requestGoes(Vector vector) {
    AdmittedRequests route = AdmittedRequests.of(vector.kind, vector.route);
    HttpIntegration.Builder http = HttpIntegration.builder(vector.kind, vector.uri);
    for (String mapping : vector.mappings) {
      int equals = mapping.indexOf(" = ");
      http.requestParameter(mapping.substring(0, equals), mapping.substring(equals + 3));
    }

    Outcome<Outgoing> outcome =
        route.outcome(Request.get(vector.target)).then(Proxies.step(route, http.build()));

    if (vector.sent.startsWith("http")) {
      var wire = Outcomes.value(outcome).wire().orElseThrow();
      assertThat(wire.origin() + wire.target()).isEqualTo(vector.sent);
    } else {
      assertThat(Outcomes.refusal(outcome).type()).hasToString(vector.sent);
    }
  }

  private record Vector(
      ApiKind kind, String route, String uri, List<String> mappings, String target, String sent) {

    static Vector parse(String line) {
      String[] columns = line.split(" \\| ", -1);
      if (columns.length != 6) {
        throw new IllegalArgumentException("expected 6 columns but was " + line);
      }
      List<String> mappings =
          columns[3].equals("-") ? List.of() : Arrays.asList(columns[3].split(" ; ", -1));
      return new Vector(
          ApiKind.valueOf(columns[0].toUpperCase(Locale.ROOT)),
          columns[1],
          columns[2],
          mappings,
          columns[4],
          columns[5]);
    }
  }
}
