package io.apigw.runtime.transform;

import static io.apigw.runtime.transform.Proxies.get;
import static io.apigw.runtime.transform.Proxies.outcome;
import static io.apigw.runtime.transform.Proxies.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Body;
import io.apigw.api.Problem;
import io.apigw.api.Request;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.api.respond.GatewayResponseType;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProxyRequestTest {

  private final AdmittedRequests rest = AdmittedRequests.rest("ANY /a");
  private final AdmittedRequests http = AdmittedRequests.http("ANY /a");

  @Test
  void verbIsTheClientsUnlessTheIntegrationNamesOne() {
    assertThat(sent(rest, Proxies::asItIs, Request.post("/a", Body.empty())).method())
        .isEqualTo("POST");
    assertThat(
            sent(rest, b -> b.method("PUT"), Request.post("/a", Body.empty())).method())
        .isEqualTo("PUT");
    assertThat(sent(rest, Proxies::asItIs, get("/a", "X-HTTP-Method-Override", "DELETE"))
            .method())
        .isEqualTo("DELETE");
    assertThat(sent(http, Proxies::asItIs, get("/a", "X-HTTP-Method-Override", "DELETE"))
            .method())
        .isEqualTo("GET");
  }

  @Test
  void streamOfKnownLengthIsPassedOnItself() {
    Body body = Body.stream(new BytesSource(), AdmittedRequests.PAYLOAD);

    assertThat(sent(http, Proxies::asItIs, Request.post("/a", body)).body()).isSameAs(body);
  }

  @Test
  void bodyThatSaysItIsTooLongIsRefusedBeforeAByteIsSent() {
    BytesSource source = new BytesSource();
    Body body = Body.stream(source, AdmittedRequests.PAYLOAD + 1);

    assertThat(Outcomes.refusal(outcome(http, Proxies::asItIs, Request.post("/a", body)))
            .type())
        .isEqualTo(GatewayResponseType.REQUEST_TOO_LARGE);
    assertThat(source.taken()).isFalse();
  }

  @Test
  void bodyThatTurnsOutTooLongFailsWhileItFlows() {
    BytesSource source = new BytesSource();
    Outgoing outgoing =
        Outcomes.value(outcome(http, Proxies::asItIs, Request.post("/a", Body.stream(source))));
    Received received = new Received();
    outgoing.wire().orElseThrow().body().publisher().subscribe(received);

    source.give("x".repeat(1000));
    assertThat(outgoing.tooLarge()).isFalse();
    source.give("x");

    assertThat(outgoing.tooLarge()).isTrue();
    assertThat(source.cancelled()).isTrue();
    assertThat(received.failure()).isInstanceOf(IOException.class);
    assertThat(received.text()).hasSize(1000);
  }

  @Test
  void hostAndWhatTheStageCannotResolveAreProblemsOfTheDeploy() {
    HttpIntegration own = HttpIntegration.builder(ApiKind.HTTP, "http://b.internal")
        .requestParameter("overwrite:header.host", "evil")
        .build();
    HttpIntegration unset =
        HttpIntegration.builder(ApiKind.HTTP, "http://${stageVariables.none}/x").build();
    HttpIntegration port =
        HttpIntegration.builder(ApiKind.HTTP, "http://a:{p}/x").build();

    assertThat(Proxies.problems(http, own))
        .extracting(Problem::path)
        .containsExactly("requestParameters[overwrite:header.host]");
    assertThat(Proxies.problems(http, unset)).extracting(Problem::path).containsExactly("uri");
    assertThat(Proxies.problems(http, port)).extracting(Problem::path).containsExactly("uri");
  }
}
