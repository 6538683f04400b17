package io.apigw.runtime.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.apigw.testkit.TestClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published and recorded cases; see the files. */
class RoutingVectorsTest {

  /** One request against one set of routes or of places. */
  private record Case(String set, List<String> declared, String request, String expected) {

    @Override
    public String toString() {
      return set + ": " + request + " => " + expected;
    }
  }

  static Stream<Case> routes() throws IOException {
    return read("route-vectors.txt").stream();
  }

  static Stream<Case> places() throws IOException {
    return read("place-vectors.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void requestIsTakenByItsRoute(Case vector) {
    ApiKind kind = ApiKind.valueOf(vector.set().substring(0, 4).strip());
    StageRoutes stage =
        Stages.of(kind, "shop", "$default", vector.declared().toArray(new String[0]));
    Routed routed =
        step(RoutingTable.builder().stage(stage).build()).take(request(vector.request()));
    assertThat(described(routed)).isEqualTo(vector.expected());
  }

  @ParameterizedTest
  @MethodSource("places")
  void requestIsTakenByItsStage(Case vector) {
    Places places = new Places();
    vector.declared().forEach(places::declare);
    Routed routed = step(places.table()).take(request(vector.request()));
    String stage = routed.stage().apiId() + "/" + routed.stage().name();
    String found = stage.equals("/") || routed.stage().name().isEmpty()
        ? Stages.refusal(routed).orElseThrow().type().toString()
            + (stage.equals("/") ? "" : " " + stage)
        : stage + " " + routed.routedPath()
            + routed
                .context("customDomain.basePathMatched")
                .map(base -> " base=" + base)
                .orElse("");
    assertThat(found).isEqualTo(vector.expected());
  }

  private static RouteStep step(RoutingTable table) {
    RouteStep step = new RouteStep(
        TestClock.at("2026-01-02T03:04:05Z"), RequestExecutor.inPlace(), TrustedProxies.none());
    step.switchTo(table);
    return step;
  }

  private static Request request(String text) {
    String[] words = text.split(" ", -1);
    Request.Builder request = Request.builder(words[0], words[1]);
    if (words.length > 2) {
      request.header("Host", words[2]);
    }
    return request.build();
  }

  private static String described(Routed routed) {
    List<String> names = routed.route().parameters();
    StringBuilder text = new StringBuilder(routed.route().labels().routeKey());
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? " | " : " ")
          .append(names.get(i))
          .append('=')
          .append(routed.pathValue(i));
    }
    return text.length() == 0 ? "none" : text.toString();
  }

  private static List<Case> read(String file) throws IOException {
    List<Case> cases = new ArrayList<>();
    String set = "";
    List<String> declared = new ArrayList<>();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        Objects.requireNonNull(RoutingVectorsTest.class.getResourceAsStream(file), file),
        StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("api ") || line.startsWith("set ")) {
          set = line.substring(4);
          declared = new ArrayList<>();
        } else if (line.startsWith("route ") || line.startsWith("place ")) {
          declared.add(line.substring(6));
        } else if (!line.startsWith("#") && line.contains(" => ")) {
          int arrow = line.indexOf(" => ");
          cases.add(new Case(
              set, List.copyOf(declared), line.substring(0, arrow), line.substring(arrow + 4)));
        }
      }
    }
    return cases;
  }
}
