package io.apigw.runtime.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Body;
import io.apigw.api.Connection;
import io.apigw.api.Headers;
import io.apigw.api.Problem;
import io.apigw.api.Request;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.runtime.outcome.Outcome;
import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRequestTest {

  private final AdmittedRequests rest = AdmittedRequests.rest("ANY /a");
  private final AdmittedRequests http = AdmittedRequests.http("ANY /a");

  @Nested
  class WhatTheGatewaySays {

    @Test
    void restApiTellsWhoAsksAndThroughWhich() {
      Headers sent = sent(
              rest,
              ProxyRequestTest::asItIs,
              from("203.0.113.9", Headers.of("Host", "api.example.com")))
          .headers();

      assertThat(sent.all("X-Forwarded-For")).containsExactly("203.0.113.9");
      assertThat(sent.all("X-Forwarded-Proto")).containsExactly("http");
      assertThat(sent.all("X-Forwarded-Port")).containsExactly("8443");
      assertThat(sent.all("X-Amzn-Apigateway-Api-Id")).containsExactly("pets");
      assertThat(sent.first("X-Amzn-Trace-Id"))
          .hasValueSatisfying(id -> assertThat(id).startsWith("Root=1-"));
      assertThat(sent.all("User-Agent")).containsExactly("AmazonAPIGateway_pets");
      assertThat(sent.all("Accept")).containsExactly("application/json");
      assertThat(sent.contains("Forwarded")).isFalse();
      assertThat(sent.contains("Via")).isFalse();
    }

    @Test
    void httpApiTellsItInForwardedAndVia() {
      Headers sent = sent(
              http,
              ProxyRequestTest::asItIs,
              from("203.0.113.9", Headers.of("Host", "api.example.com", "Via", "1.1 x")))
          .headers();

      assertThat(sent.all("Forwarded"))
          .containsExactly("by=192.0.2.1;for=203.0.113.9;host=api.example.com;proto=http");
      assertThat(sent.all("Via")).containsExactly("1.1 x", "HTTP/1.1 AmazonAPIGateway");
      assertThat(sent.first("X-Amzn-Trace-Id"))
          .hasValueSatisfying(id -> assertThat(id).startsWith("Root=1-"));
      assertThat(sent.contains("X-Forwarded-For")).isFalse();
      assertThat(sent.contains("X-Amzn-Apigateway-Api-Id")).isFalse();
    }

    @Test
    void chainOfATrustedProxyIsContinued() {
      Headers told = Headers.of(
          "X-Forwarded-For",
          "6.6.6.6",
          "X-Forwarded-For",
          "10.0.0.7",
          "X-Forwarded-Proto",
          "https");

      assertThat(sent(rest, ProxyRequestTest::asItIs, from("10.0.0.8", told))
              .headers()
              .all("X-Forwarded-For"))
          .containsExactly("6.6.6.6, 10.0.0.7, 10.0.0.8");
      assertThat(sent(rest, ProxyRequestTest::asItIs, from("10.0.0.8", told))
              .headers()
              .all("X-Forwarded-Proto"))
          .containsExactly("https");
      assertThat(sent(http, ProxyRequestTest::asItIs, from("10.0.0.8", told))
              .headers()
              .all("Forwarded"))
          .containsExactly(
              "for=6.6.6.6, for=10.0.0.7;proto=https, by=192.0.2.1;for=10.0.0.8;proto=http");
      assertThat(sent(
                  http,
                  ProxyRequestTest::asItIs,
                  from("10.0.0.8", Headers.of("Forwarded", "for=6.6.6.6")))
              .headers()
              .all("Forwarded"))
          .containsExactly("for=6.6.6.6, by=192.0.2.1;for=10.0.0.8;proto=http");
    }

    @Test
    void hostThatLooksLikeAnotherElementIsQuoted() {
      Headers told = Headers.of("Host", "a;for=10.0.0.1, for=\"b\\");

      assertThat(sent(http, ProxyRequestTest::asItIs, from("2001:db8::1", told))
              .headers()
              .all("Forwarded"))
          .containsExactly(
              "by=192.0.2.1;for=\"[2001:db8::1]\";host=\"a;for=10.0.0.1, for=\\\"b\\\\\";proto=http");
    }

    @Test
    void validTraceIsContinued() {
      String trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

      assertThat(sent(
                  rest,
                  ProxyRequestTest::asItIs,
                  from("203.0.113.9", Headers.of("x-amzn-trace-id", trace)))
              .headers()
              .all("X-Amzn-Trace-Id"))
          .containsExactly(trace);
    }

    @Test
    void manyHeadersThatGoNoFurtherAreAllTakenOut() {
      Headers.Builder told = Headers.builder().add("X-First", "1");
      StringBuilder listed = new StringBuilder("close");
      for (int i = 0; i < 200; i++) {
        told.add("X-" + i, "v");
        listed.append(", x-").append(i);
      }
      told.add("Connection", listed.toString()).add("X-Last", "2");

      Headers sent = sent(http, ProxyRequestTest::asItIs, from("203.0.113.9", told.build()))
          .headers();

      assertThat(sent.size()).isEqualTo(6);
      assertThat(sent.contains("X-7")).isFalse();
    }
  }

  @Nested
  class MappedHeaders {

    @Test
    void restMappingTakesTheClientsPlaceUnlessItsValueIsMissing() {
      Consumer<HttpIntegration.Builder> mapped =
          b -> b.requestParameter("integration.request.header.X-A", "method.request.querystring.q");

      assertThat(sent(rest, mapped, get("/a?q=1", "X-A", "0")).headers().all("X-A"))
          .containsExactly("1");
      assertThat(sent(rest, mapped, get("/a", "X-A", "0")).headers().all("X-A"))
          .containsExactly("0");
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

  @Nested
  class VerbAndBody {

    @Test
    void verbIsTheClientsUnlessTheIntegrationNamesOne() {
      assertThat(sent(rest, ProxyRequestTest::asItIs, Request.post("/a", Body.empty()))
              .method())
          .isEqualTo("POST");
      assertThat(
              sent(rest, b -> b.method("PUT"), Request.post("/a", Body.empty())).method())
          .isEqualTo("PUT");
      assertThat(sent(rest, ProxyRequestTest::asItIs, get("/a", "X-HTTP-Method-Override", "DELETE"))
              .method())
          .isEqualTo("DELETE");
      assertThat(sent(http, ProxyRequestTest::asItIs, get("/a", "X-HTTP-Method-Override", "DELETE"))
              .method())
          .isEqualTo("GET");
    }

    @Test
    void streamOfKnownLengthIsPassedOnItself() {
      Body body = Body.stream(new BytesSource(), AdmittedRequests.PAYLOAD);

      assertThat(sent(http, ProxyRequestTest::asItIs, Request.post("/a", body)).body())
          .isSameAs(body);
    }

    @Test
    void bodyThatSaysItIsTooLongIsRefusedBeforeAByteIsSent() {
      BytesSource source = new BytesSource();
      Body body = Body.stream(source, AdmittedRequests.PAYLOAD + 1);

      assertThat(Outcomes.refusal(outcome(http, ProxyRequestTest::asItIs, Request.post("/a", body)))
              .type())
          .isEqualTo(GatewayResponseType.REQUEST_TOO_LARGE);
      assertThat(source.taken()).isFalse();
    }

    @Test
    void bodyThatTurnsOutTooLongFailsWhileItFlows() {
      BytesSource source = new BytesSource();
      Outgoing outgoing = Outcomes.value(
          outcome(http, ProxyRequestTest::asItIs, Request.post("/a", Body.stream(source))));
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

  private static void asItIs(HttpIntegration.Builder http) {}

  private static Request get(String target, String... headers) {
    return Request.builder("GET", target).headers(Headers.of(headers)).build();
  }

  private static Request from(String peer, Headers headers) {
    return Request.builder("GET", "/a")
        .connection(Connection.builder(peer, 4711).local("192.0.2.1", 8443).build())
        .headers(headers)
        .build();
  }

  private static TransportRequest sent(
      AdmittedRequests route, Consumer<HttpIntegration.Builder> settings, Request request) {
    return Outcomes.value(outcome(route, settings, request)).wire().orElseThrow();
  }

  private static Outcome<Outgoing> outcome(
      AdmittedRequests route, Consumer<HttpIntegration.Builder> settings, Request request) {
    HttpIntegration.Builder http = HttpIntegration.builder(route.kind(), "http://b.internal");
    settings.accept(http);
    return route.outcome(request).then(Proxies.step(route, http.build()));
  }
}
