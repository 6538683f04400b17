package io.apigw.runtime.transform;

import static io.apigw.runtime.transform.Proxies.get;
import static io.apigw.runtime.transform.Proxies.outcome;
import static io.apigw.runtime.transform.Proxies.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.runtime.outcome.Outcome;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappedHeadersTest {

  private final AdmittedRequests rest = AdmittedRequests.rest("ANY /a");
  private final AdmittedRequests http = AdmittedRequests.http("ANY /a");

  @Test
  void restMappingTakesTheClientsPlaceUnlessItsValueIsMissing() {
    Consumer<HttpIntegration.Builder> mapped =
        b -> b.requestParameter("integration.request.header.X-A", "method.request.querystring.q");

    assertThat(sent(rest, mapped, get("/a?q=1", "X-A", "0")).headers().all("X-A"))
        .containsExactly("1");
    assertThat(sent(rest, mapped, get("/a", "X-A", "0")).headers().all("X-A")).containsExactly("0");
  }

  @Test
  void httpMappingsAppendOverwriteAndRemove() {
    Request request = get("/a?q=1", "X-A", "0");

    assertThat(sent(
                http,
                b -> b.requestParameter("append:header.X-A", "$request.querystring.q"),
                request)
            .headers()
            .all("x-a"))
        .containsExactly("0", "1");
    assertThat(sent(
                http,
                b -> b.requestParameter("overwrite:header.x-a", "$request.querystring.q"),
                request)
            .headers()
            .all("X-A"))
        .containsExactly("1");
    assertThat(sent(
                http,
                b -> b.requestParameter("overwrite:header.x-a", "$request.querystring.none"),
                request)
            .headers()
            .contains("X-A"))
        .isFalse();
    assertThat(sent(http, b -> b.requestParameter("remove:header.x-a", "''"), request)
            .headers()
            .contains("X-A"))
        .isFalse();
    assertThat(sent(
                http,
                b -> b.requestParameter("remove:header.X-A", "''")
                    .requestParameter("append:header.X-B", "$request.header.X-A"),
                request)
            .headers()
            .all("X-B"))
        .containsExactly("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"append:header.X-Ip", "overwrite:header.X-Ip"})
  void clientsOwnHeaderNeverStandsBesideTheGatewaysWord(String target) {
    Consumer<HttpIntegration.Builder> present =
        b -> b.requestParameter(target, "$context.identity.sourceIp");
    Consumer<HttpIntegration.Builder> missing =
        b -> b.requestParameter(target, "$context.authorizer.nobody");

    assertThat(sent(http, present, get("/a", "x-ip", "6.6.6.6")).headers().all("X-Ip"))
        .containsExactly("127.0.0.1");
    assertThat(sent(http, missing, get("/a", "x-ip", "6.6.6.6")).headers().contains("X-Ip"))
        .isFalse();
  }

  @Test
  void restMappingOfTheGatewaysWordRemovesTheClientsWhenItIsMissing() {
    assertThat(sent(
                rest,
                b -> b.requestParameter(
                    "integration.request.header.X-User", "context.authorizer.user"),
                get("/a", "x-user", "admin"))
            .headers()
            .contains("X-User"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%0d%0aX-Evil:1", "a%0a", "%00", "%7f", "%1b[2J"})
  void valueWithControlCharactersIsRefused(String value) {
    Outcome<Outgoing> outcome = outcome(
        http,
        b -> b.requestParameter("append:header.X-A", "$request.querystring.v"),
        get("/a?v=" + value));

    assertThat(Outcomes.refusal(outcome).type())
        .isEqualTo(GatewayResponseType.API_CONFIGURATION_ERROR);
    assertThat(Outcomes.refusal(outcome).facts()).doesNotContain("Evil");
  }

  @Test
  void valueBeyondLatinIsSentAsUtf8() {
    Headers sent = sent(
            http,
            b -> b.requestParameter("append:header.X-A", "$request.querystring.v"),
            get("/a?v=%C5%81"))
        .headers();

    assertThat(sent.all("X-A")).containsExactly("\u00c5\u0081");
  }

  @Test
  void valueOfTheBodyIsReadOnceItIsCollected() {
    Consumer<HttpIntegration.Builder> mapped =
        b -> b.requestParameter("append:header.X-A", "$request.body.a");
    BytesSource source = new BytesSource();
    Outcome<Outgoing> outcome = outcome(http, mapped, Request.post("/a", Body.stream(source)));
    assertThat(Outcomes.decided(outcome)).isFalse();
    source.give("{a:").give("7}").end();
    http.executor.runAll();

    TransportRequest wire = Outcomes.value(outcome).wire().orElseThrow();
    assertThat(wire.headers().all("X-A")).containsExactly("7");
    assertThat(wire.body().text()).isEqualTo("{a:7}");
    assertThat(Outcomes.refusal(
                outcome(http, mapped, Request.post("/a", Body.text("{a:7\r\nX-Evil: 1}"))))
            .type())
        .isEqualTo(GatewayResponseType.API_CONFIGURATION_ERROR);
  }

  @Test
  void restBodyThatIsNoJsonIs400() {
    Outcome<Outgoing> outcome = outcome(
        rest,
        b -> b.requestParameter("integration.request.header.X-A", "method.request.body.a"),
        Request.post("/a", Body.text("{broken")));

    assertThat(Outcomes.refusal(outcome).type()).isEqualTo(GatewayResponseType.BAD_REQUEST);
    assertThat(Outcomes.refusal(outcome).message()).hasValue("Invalid JSON in request body");
  }
}
