package io.apigw.runtime.transform;

import static io.apigw.runtime.transform.Proxies.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Connection;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import org.junit.jupiter.api.Test;

class GatewayHeadersTest {

  private final AdmittedRequests rest = AdmittedRequests.rest("ANY /a");
  private final AdmittedRequests http = AdmittedRequests.http("ANY /a");

  @Test
  void restApiTellsWhoAsksAndThroughWhich() {
    Headers sent = sent(
            rest, Proxies::asItIs, from("203.0.113.9", Headers.of("Host", "api.example.com")))
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
            Proxies::asItIs,
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
        "X-Forwarded-For", "6.6.6.6", "X-Forwarded-For", "10.0.0.7", "X-Forwarded-Proto", "https");

    assertThat(sent(rest, Proxies::asItIs, from("10.0.0.8", told)).headers().all("X-Forwarded-For"))
        .containsExactly("6.6.6.6, 10.0.0.7, 10.0.0.8");
    assertThat(
            sent(rest, Proxies::asItIs, from("10.0.0.8", told)).headers().all("X-Forwarded-Proto"))
        .containsExactly("https");
    assertThat(sent(http, Proxies::asItIs, from("10.0.0.8", told)).headers().all("Forwarded"))
        .containsExactly(
            "for=6.6.6.6, for=10.0.0.7;proto=https, by=192.0.2.1;for=10.0.0.8;proto=http");
    assertThat(sent(http, Proxies::asItIs, from("10.0.0.8", Headers.of("Forwarded", "for=6.6.6.6")))
            .headers()
            .all("Forwarded"))
        .containsExactly("for=6.6.6.6, by=192.0.2.1;for=10.0.0.8;proto=http");
  }

  @Test
  void hostThatLooksLikeAnotherElementIsQuoted() {
    Headers told = Headers.of("Host", "a;for=10.0.0.1, for=\"b\\");

    assertThat(sent(http, Proxies::asItIs, from("2001:db8::1", told)).headers().all("Forwarded"))
        .containsExactly(
            "by=192.0.2.1;for=\"[2001:db8::1]\";host=\"a;for=10.0.0.1, for=\\\"b\\\\\";proto=http");
  }

  @Test
  void validTraceIsContinued() {
    String trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    assertThat(
            sent(rest, Proxies::asItIs, from("203.0.113.9", Headers.of("x-amzn-trace-id", trace)))
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

    Headers sent =
        sent(http, Proxies::asItIs, from("203.0.113.9", told.build())).headers();

    assertThat(sent.size()).isEqualTo(6);
    assertThat(sent.contains("X-7")).isFalse();
  }

  private static Request from(String peer, Headers headers) {
    return Request.builder("GET", "/a")
        .connection(Connection.builder(peer, 4711).local("192.0.2.1", 8443).build())
        .headers(headers)
        .build();
  }
}
