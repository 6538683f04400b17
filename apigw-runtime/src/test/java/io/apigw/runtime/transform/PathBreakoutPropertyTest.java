package io.apigw.runtime.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.PercentEncoding;
import io.apigw.api.Request;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.throttle.Admitted;
import java.net.URI;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whatever a client puts into a path variable, the back end's URI keeps the shape of its template (abuse 57, 79). */
class PathBreakoutPropertyTest {

  private static final long SEED = 20260312;
  private static final int CASES = 20_000;
  private static final List<String> PIECES = List.of(
      ".", "..", "/", "%2e", "%2E", "%2f", "%2F", "%5c", "%5C", ";", "%3b", "%3B", "?", "%3f", "#",
      "%23", "%00", "%25", "%252e", "%252f", "%0d%0a", "%20", "+", "&", "=", "@", ":", "a", "b",
      "~", "%c3%a9", "%C3%A9", "!", "*", "|", "%7c", "[", "%5B", "{x}", "%7Bx%7D", "$", "'", "\"",
      "%u002e", "%GG", "%", "%c0%ae");

  private final Random random = new Random(SEED);

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "WEBSOCKET")
  void templateKeepsItsShape(ApiKind kind) {
    AdmittedRequests route = AdmittedRequests.of(kind, "GET /p/{id}/end");
    HttpIntegration http =
        HttpIntegration.builder(kind, "http://b.internal/before/{id}/after?k=v").build();
    var step = Proxies.step(route, http);
    int sent = 0;
    for (int i = 0; i < CASES; i++) {
      String value = value();
      Outcome<Outgoing> outcome = admitted(route, "/p/" + value + "/end").then(step);
      if (outcome instanceof Outgoing outgoing) {
        sent++;
        assertShape(value, outgoing.wire().orElseThrow().target());
      } else {
        assertThat(Outcomes.refusal(outcome).type())
            .as("seed %s: %s", SEED, value)
            .isIn(
                GatewayResponseType.BAD_REQUEST, GatewayResponseType.MISSING_AUTHENTICATION_TOKEN);
      }
    }
    assertThat(sent).as("cases that were sent").isGreaterThan(CASES / 20);
  }

  /** What is no request at all, or another route's, is refused like the rest. */
  private static Outcome<Admitted> admitted(AdmittedRequests route, String target) {
    try {
      return route.outcome(Request.get(target));
    } catch (IllegalArgumentException noRequest) {
      return route.outcome(Request.get("/nowhere"));
    }
  }

  private static void assertShape(String value, String target) {
    assertThat(target)
        .as("seed %s: %s", SEED, value)
        .matches("[\\x21-\\x7e]+")
        .startsWith("/before/")
        .contains("/after?k=v");
    int question = target.indexOf('?');
    String[] segments = target.substring(1, question).split("/", -1);
    assertThat(segments).as("seed %s: %s in %s", SEED, value, target).hasSize(3);
    assertThat(segments[2]).isEqualTo("after");
    assertThat(PercentEncoding.decode(segments[1])).isNotIn(".", "..");
    assertThat(target.substring(question)).isEqualTo("?k=v");
    assertThat(URI.create("http://b.internal" + target).normalize().getRawPath())
        .isEqualTo(target.substring(0, question));
  }

  private String value() {
    StringBuilder value = new StringBuilder();
    int pieces = 1 + random.nextInt(5);
    for (int i = 0; i < pieces; i++) {
      value.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return value.toString();
  }
}
