package io.apigw.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.apigw.api.DefinitionException;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.integration.RawSocket.Answer;
import io.apigw.runtime.Gateway;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hostile clients send, over a raw socket, and what a real back end then receives. */
class AbuseIT {

  private Backend backend;
  private Hosted hosted;

  @BeforeEach
  void start() throws IOException {
    backend = Backend.start(request -> request.target().startsWith("/moved")
        ? Backend.reply(302, "", "Location: http://169.254.169.254/latest/")
        : Backend.reply(200, "ok"));
    hosted = Hosted.on(AbuseGateway.of(backend));
  }

  @AfterEach
  void stop() throws IOException {
    hosted.close();
    backend.close();
  }

  static List<Vectors.Target> targets() throws IOException {
    return Vectors.targets("abuse-targets.txt");
  }

  static List<Vectors.Lines> headers() throws IOException {
    return Vectors.headers("abuse-headers.txt");
  }

  @ParameterizedTest
  @MethodSource("targets")
  void targetIsRefusedOrReachesTheBackendInItsShape(Vectors.Target vector) throws IOException {
    Answer answer = hosted.exchange(vector.request() + " HTTP/1.1\r\nHost: " + vector.kind()
        + ".example\r\nConnection: close\r\n\r\n");
    assertThat(answer.status()).as("%s", answer).isEqualTo(vector.status());
    if (vector.target().equals("-")) {
      assertThat(backend.received()).isEmpty();
    } else {
      assertThat(backend.only().target()).isEqualTo(vector.target());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "glue.example,   /api/public/a,        200",
    "glue.example,   /api../public/a,      403",
    "glue.example,   /apipublic/a,         403",
    "glue.example,   /api%2Fpublic/a,      403",
    "glue.example,   /API/public/a,        403",
    "rest.localhost, /prod/public/a,       200",
    "rest.localhost, /prod2/public/a,      403",
    "rest.localhost, /prod%2Fpublic/a,     403",
    "rest.localhost, /Prod/public/a,       403",
    "rest.localhost, /prod/../prod/admin,  400",
    "rest.localhost, /prod/admin,          401",
  })
  void basePathAndStageAreWholeSegments(String host, String target, int status) throws IOException {
    Answer answer = hosted.exchange("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    assertThat(backend.received()).hasSize(status == 200 ? 1 : 0);
  }

  /** AWS tolerates doubled slashes; whatever comes of them, nobody gets past the authorizer. */
  @ParameterizedTest
  @ValueSource(
      strings = {"//admin", "///admin", "//admin//", "/any//admin", "/any/admin/", "//any/admin"})
  void doubledSlashesPassNoAuthorizer(String target) throws IOException {
    for (String kind : List.of("http", "rest")) {
      hosted.exchange("GET " + target + " HTTP/1.1\r\nHost: " + kind + ".example\r\n\r\n");
    }
    assertThat(backend.received()).noneMatch(request -> request.target().equals("/admin"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void headersReachTheBackendAsTheGatewaySays(Vectors.Lines vector) throws IOException {
    Answer answer = hosted.exchange("GET /headers HTTP/1.1\r\nHost: " + vector.kind()
        + ".example\r\n" + String.join("\r\n", vector.sent()) + "\r\n\r\n");
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    Backend.Received received = backend.only();
    for (String line : vector.expected()) {
      String name = line.substring(0, line.indexOf(':'));
      String value = line.substring(name.length() + 1).strip();
      List<String> values = received.fields(name);
      if (value.isEmpty()) {
        assertThat(values).as(name).isEmpty();
      } else {
        Pattern pattern = Pattern.compile(Pattern.quote(value).replace("*", "\\E.*\\Q"));
        assertThat(values).as(name).singleElement().asString().matches(pattern);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "rest"})
  void traceThatIsTooLongIsReplaced(String kind) throws IOException {
    hosted.exchange("GET /headers HTTP/1.1\r\nHost: " + kind + ".example\r\nX-Amzn-Trace-Id: Root="
        + "a".repeat(5000) + "\r\n\r\n");
    assertThat(backend.only().field("X-Amzn-Trace-Id"))
        .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
  }

  @ParameterizedTest
  @CsvSource({
    "http, 500, GET,  /mapped/a?v=a%0d%0aX-Evil:1,        ''",
    "http, 500, GET,  /mapped/a?v=a%0aX-Evil:1,           ''",
    "http, 500, GET,  /mapped/a%0d%0aX-Evil:%201,         ''",
    "http, 500, POST, /mapped/a,                          '{\"v\":\"a\\r\\nX-Evil: 1\"}'",
    "http, 500, GET,  /mapped/a?v=a%7fb,                  ''",
    "rest, 500, GET,  /mapped/a?v=a%0d%0aX-Evil:1,        ''",
    "rest, 500, POST, /mapped/a,                          '{\"v\":\"a\\r\\nX-Evil: 1\"}'",
    "http, 200, GET,  /mapped/a?v=plain,                  ''",
    "rest, 200, GET,  /mapped/a%0d%0aX-Evil:%201?v=plain, ''",
  })
  void mappedValueIsOneHeaderLineOrNothing(
      String kind, int status, String method, String target, String body) throws IOException {
    Answer answer = hosted.exchange(method + " " + target + " HTTP/1.1\r\nHost: " + kind
        + ".example\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
        + "\r\n\r\n" + body);
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    assertThat(backend.received()).hasSize(status == 200 ? 1 : 0);
    backend.received().forEach(request -> assertThat(request.fields("X-Evil")).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "v=a%26admin=true, q=a%26admin%3Dtrue",
    "v=a%3Db,          q=a%3Db",
    "v=a%2Bb,          q=a%2Bb",
    "v=a%23b,          q=a%23b",
  })
  void mappedQueryValueStaysOneValue(String query, String mapped) throws IOException {
    for (String kind : List.of("http", "rest")) {
      backend.forget();
      hosted.exchange("GET /mapped/a?" + query + " HTTP/1.1\r\nHost: " + kind + ".example\r\n\r\n");
      String target = backend.only().target();
      assertThat(target.substring(target.indexOf('?') + 1).split("&", -1))
          .as(target)
          .contains(mapped)
          .noneMatch(parameter -> parameter.startsWith("admin"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Host",
        "Expect",
        "Upgrade",
        "TE"
      })
  void framingHeadersCannotBeMapped(String name) {
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> Gateway.of(HttpApi.builder("http")
            .route(
                "GET /a",
                r -> r.proxy(
                    backend.url(),
                    p -> p.requestParameter("overwrite:header." + name, "$request.querystring.v")))
            .build()));
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> Gateway.of(RestApi.builder("rest")
            .method(
                "GET /a",
                m -> m.proxy(
                    backend.url(),
                    p -> p.requestParameter(
                        "integration.request.header." + name, "method.request.querystring.v")))
            .build()));
  }

  @ParameterizedTest
  @CsvSource({
    "127,                          200",
    "evil.example%2F,              500",
    "a@evil,                       500",
    "a%40evil,                     500",
    "169.254.169.254%23,           500",
    "evil.example%3F,              500",
    "evil.example%3A80,            500",
    "%5B%3A%3Affff%3Aa9fe%3Aa9fe%5D, 500",
    "127%00,                       400",
    "a%5Cb,                        400",
    "a%20b,                        500",
    "%C3%A9,                       500",
  })
  void valueInTheHostHasLettersDigitsDotsAndHyphens(String value, int status) throws IOException {
    String uri = "http://{host}.0.0.1:" + backend.port() + "/x";
    Gateway gateway = Gateway.builder()
        .stage(
            HttpApi.builder("http").route("GET /to/{host}", r -> r.proxy(uri)).build(),
            "$default",
            s -> s.anyDomain("http"))
        .stage(
            RestApi.builder("rest").method("GET /to/{host}", m -> m.proxy(uri)).build(),
            "prod",
            s -> s.anyDomain("rest"))
        .build();
    try (Hosted varying = Hosted.on(gateway)) {
      for (String kind : List.of("http", "rest")) {
        backend.forget();
        Answer answer = varying.get("/" + kind + "/to/" + value);
        assertThat(answer.status()).as("%s: %s", kind, answer).isEqualTo(status);
        assertThat(backend.received()).hasSize(status == 200 ? 1 : 0);
      }
    }
  }

  @Test
  void redirectsArePassedOnUnfollowed() throws IOException {
    HttpApi api =
        HttpApi.builder("moved").route("$default", r -> r.proxy(backend.url())).build();
    try (Hosted moving = Hosted.on(Gateway.of(api))) {
      Answer answer = moving.get("/moved");
      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.field("Location")).isEqualTo("http://169.254.169.254/latest/");
      assertThat(backend.received()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "jar:file:/a!/b",
        "ftp://a/b",
        "gopher://a/",
        "ldap://a/",
        "//a/b"
      })
  void onlyHttpIsABackend(String uri) {
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(
            () -> HttpApi.builder("http").route("GET /a", r -> r.proxy(uri)).build());
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(
            () -> RestApi.builder("rest").method("GET /a", m -> m.proxy(uri)).build());
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3,                           10.1.2.3",
    "::ffff:10.0.0.1,                    10.0.0.1",
    "::ffff:a00:1,                       10.0.0.1",
    "0:0:0:0:0:ffff:10.0.0.1,            10.0.0.1",
    "2001:DB8::1,                        2001:db8::1",
    "010.0.0.1,                          127.0.0.1",
    "0x0a.1,                             127.0.0.1",
    "167772161,                          127.0.0.1",
    "localhost,                          127.0.0.1",
    "'6.6.6.6, 10.1.2.3',                10.1.2.3",
    "'6.6.6.6, 10.1.2.3, 127.0.0.2',     10.1.2.3",
    "'6.6.6.6, unknown, 127.0.0.2',      127.0.0.2",
  })
  void trustedProxysAddressesAreLiterals(String forwardedFor, String sourceIp) throws IOException {
    try (Hosted proxied = Hosted.on(AbuseGateway.of(backend).trustedProxies("127.0.0.0/8"))) {
      Answer answer = proxied.exchange("GET /ip HTTP/1.1\r\nHost: http.example\r\nX-Forwarded-For: "
          + forwardedFor + "\r\n\r\n");
      assertThat(answer.body()).isEqualTo(sourceIp);
      assertThat(hosted
              .exchange("GET /ip HTTP/1.1\r\nHost: rest.example\r\nX-Forwarded-For: " + forwardedFor
                  + "\r\n\r\n")
              .body())
          .as("nobody is trusted")
          .isEqualTo("127.0.0.1");
    }
  }
}
