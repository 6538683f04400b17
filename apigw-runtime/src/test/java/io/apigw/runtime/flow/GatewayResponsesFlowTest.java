package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.Api;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeAuthorizers;
import io.apigw.testkit.TestClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway's own answers, byte by byte; the cases stand in {@code gateway-responses.txt}. */
class GatewayResponsesFlowTest {

  private static final JwtAuthorizer LOGIN =
      JwtAuthorizer.of("login", "https://id.example.com", "a");
  private static final String JSON = "application/json";
  private static final String TEXT = "text; charset=utf-8";

  private final FakeAuthorizers authorizers = FakeAuthorizers.create();

  private record Case(
      ApiKind kind, GatewayResponseType type, int status, String errorType, String body) {

    static Case of(String line) {
      String[] parts = line.split(" *\\| *", 5);
      return new Case(
          ApiKind.valueOf(parts[0]),
          GatewayResponseType.valueOf(parts[1]),
          Integer.parseInt(parts[2]),
          parts[3],
          parts[4]);
    }

    boolean bare() {
      return status == 413 || status == 431;
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream file = Objects.requireNonNull(
        GatewayResponsesFlowTest.class.getResourceAsStream("gateway-responses.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines().filter(line -> !line.startsWith("#")).map(Case::of).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refusalIsWrittenAsAwsWritesIt(Case expected) {
    Response response = refused(expected.kind(), Rejection.of(expected.type()));

    assertThat(response)
        .hasStatus(expected.status())
        .hasBody(expected.body())
        .hasHeader("Content-Type", expected.bare() ? TEXT : JSON)
        .hasNoHeader("Retry-After")
        .hasNoHeader("X-Amzn-Trace-Id");
    if (expected.errorType().equals("-")) {
      assertThat(response).hasNoHeader("x-amzn-ErrorType");
    } else {
      assertThat(response).hasHeader("x-amzn-ErrorType", expected.errorType());
    }
    assertThat(ids(response)).isEqualTo(expected.bare() ? List.of() : ids(expected.kind()));
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiKind.class,
      names = {"HTTP", "REST"})
  void everyTypeHasAnAnswer(ApiKind kind) throws IOException {
    assertThat(cases().filter(each -> each.kind() == kind).map(Case::type))
        .containsExactlyInAnyOrder(GatewayResponseType.values());
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiKind.class,
      names = {"HTTP", "REST"})
  void ownTextAndHeadersOfARefusalReachTheClientEscaped(ApiKind kind) {
    Response response = refused(
        kind,
        Rejection.of(GatewayResponseType.UNAUTHORIZED, "no <b>\"token\"\r\n")
            .withHeader("WWW-Authenticate", "Bearer")
            .withFacts("secret facts"));

    assertThat(response)
        .hasStatus(401)
        .hasBody("{\"message\":\"no <b>\\\"token\\\"\\r\\n\"}")
        .hasHeader("Content-Type", JSON)
        .hasHeader("WWW-Authenticate", "Bearer");
    assertThat(response.headers().toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiKind.class,
      names = {"HTTP", "REST"})
  void headIsRefusedWithoutABody(ApiKind kind) {
    authorizers.thenDeny(Rejection.of(GatewayResponseType.UNAUTHORIZED));
    try (Gateway gateway = gateway(kind)) {
      assertThat(gateway.process(Request.builder("HEAD", "/a").build()))
          .hasStatus(401)
          .hasBody("");
    }
  }

  @Test
  void clientsOwnUuidIsKeptAndAnythingElseReplacedWhereasTheSecondIdIsAlwaysOurs() {
    String uuid = "0d1c2b3a-4f5e-6789-abcd-0123456789ab";
    authorizers.always(any -> CompletableFuture.completedFuture(
        new Authorization.Denied(Rejection.of(GatewayResponseType.THROTTLED))));
    try (Gateway gateway = gateway(ApiKind.REST)) {
      assertThat(gateway.process(Request.get("/a").withHeader("x-amzn-RequestId", uuid)))
          .hasHeader("x-amzn-RequestId", uuid);
      Response other = gateway
          .process(Request.get("/a")
              .withHeader("x-amzn-RequestId", "mine")
              .withHeader("x-amz-apigw-id", "mine="))
          .toCompletableFuture()
          .join();
      assertThat(other.headers().all("x-amzn-RequestId"))
          .singleElement()
          .matches(id -> id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
      assertThat(other.headers().all("x-amz-apigw-id"))
          .singleElement()
          .matches(id -> id.endsWith("=") && !id.equals("mine="));
    }
  }

  private Response refused(ApiKind kind, Rejection rejection) {
    authorizers.thenDeny(rejection);
    try (Gateway gateway = gateway(kind)) {
      return gateway.process(Request.get("/a")).toCompletableFuture().join();
    }
  }

  private Gateway gateway(ApiKind kind) {
    Api api = kind == ApiKind.REST
        ? RestApi.builder("a")
            .method("ANY /a", m -> m.authorizer(LOGIN).function(call -> Response.of(200)))
            .build()
        : HttpApi.builder("a")
            .route("ANY /a", r -> r.authorizer(LOGIN).function(call -> Response.of(200)))
            .build();
    return Gateway.builder()
        .clock(TestClock.create())
        .authorizers(authorizers)
        .api(api)
        .build();
  }

  private static List<String> ids(ApiKind kind) {
    return kind == ApiKind.REST
        ? List.of("x-amzn-RequestId", "x-amz-apigw-id")
        : List.of("Apigw-Requestid");
  }

  private static List<String> ids(Response response) {
    return Arrays.asList("x-amzn-RequestId", "x-amz-apigw-id", "Apigw-Requestid").stream()
        .filter(response.headers()::contains)
        .toList();
  }
}
