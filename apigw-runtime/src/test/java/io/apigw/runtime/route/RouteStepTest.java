package io.apigw.runtime.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Connection;
import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.apigw.api.Response;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.outcome.Answer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteStepTest {

  private final Router router = new Router();

  @Nested
  class Finding {

    @Test
    void nothingIsDeployedAtFirst() {
      Routed routed = router.take(Request.get("/"));
      assertThat(Router.refusal(routed)).contains(GatewayResponseType.NOT_DEPLOYED);
      assertThat(routed.stage().kind()).isEmpty();
      assertThat(routed.record().apiId()).isEmpty();
    }

    @Test
    void routedRequestKnowsWhereItIs() {
      router.deploy(ApiKind.REST, "prod", "GET /pets/{petId}/toys/{toyId}");
      Request request = Request.get("/prod/pets/a%2Fb/toys/7?x=1");
      Routed routed = router.take(request);
      assertThat(routed.request()).isSameAs(request);
      assertThat(routed.routedPath()).isEqualTo("/pets/a%2Fb/toys/7");
      assertThat(routed.context("routedPath")).contains("/pets/a%2Fb/toys/7");
      assertThat(routed.context("customDomain.basePathMatched")).isEmpty();
      assertThat(routed.pathParameter("petId")).contains("a%2Fb");
      assertThat(routed.pathParameter("toyId")).contains("7");
      assertThat(routed.pathParameter("other")).isEmpty();
      assertThat(routed.pathValue(1)).isEqualTo("7");
      assertThat(routed.stageVariable("colour")).contains("blue");
      assertThat(routed.record().routeKey()).isEqualTo("GET /pets/{petId}/toys/{toyId}");
      assertThat(routed.record().stage()).isEqualTo("prod");
    }

    @Test
    void pathValuesOfHttpApisAreDecodedAndKeptAsReceived() {
      router.deploy(ApiKind.HTTP, "$default", "GET /files/{proxy+}");
      Routed routed = router.take(Request.get("/files/a%2F..%2Fb/%E2%82%AC"));
      assertThat(routed.pathParameter("proxy")).contains("a/../b/€");
      assertThat(routed.rawPathValue(0)).isEqualTo("a%2F..%2Fb/%E2%82%AC");
    }

    @Test
    void mountPathIsNoPartOfThePath() {
      router.deploy(ApiKind.REST, "prod", "GET /pets");
      Request request =
          Request.builder("GET", "/mounted/prod/pets?x").mountPath("/mounted").build();
      assertThat(router.take(request).routedPath()).isEqualTo("/pets");
    }

    @Test
    void requestKeepsTheTableThatItStartedWith() {
      router.deploy(ApiKind.REST, "prod", "GET /pets");
      Routed before = router.take(Request.get("/prod/pets"));
      router.deploy(ApiKind.REST, "prod", "GET /cats");
      assertThat(Router.refusal(before)).isEmpty();
      assertThat(router.refusal(Request.get("/prod/pets")))
          .contains(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN);
      assertThat(router.refusal(Request.get("/prod/cats"))).isEmpty();
    }
  }

  @Nested
  class Misses {

    @Test
    void restMissIsAMissingToken() {
      router.deploy(ApiKind.REST, "prod", "GET /pets");
      Routed routed = router.take(Request.get("/prod/cats"));
      assertThat(why(routed))
          .isEqualTo(Rejection.of(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN));
      assertThat(routed.stage().rest()).isTrue();
      assertThat(routed.record().routeKey()).isEmpty();
    }

    @Test
    void restMissWithAnotherAuthorizationIsAnIncompleteSignature() {
      router.deploy(ApiKind.REST, "prod", "GET /pets");
      Routed routed =
          router.take(Request.get("/prod/cats").withHeader("authorization", "Bearer abc"));
      assertThat(why(routed).type()).isEqualTo(GatewayResponseType.INCOMPLETE_SIGNATURE);
      assertThat(why(routed).message())
          .contains(
              "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and"
                  + " encoded with Base64): 'w1Xc6WwWEogNEZQP/dkBTThsJT4MNlKmzQanIm970rY='.");
    }

    @Test
    void restMissWithASignatureIsAMissingToken() {
      router.deploy(ApiKind.REST, "prod", "GET /pets");
      Request signed =
          Request.get("/prod/cats").withHeader("Authorization", "AWS4-HMAC-SHA256 Credential=x");
      assertThat(router.refusal(signed)).contains(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN);
    }

    @Test
    void httpMissIsTheSameTypeWhateverItsAuthorization() {
      router.deploy(ApiKind.HTTP, "$default", "GET /pets");
      Request request = Request.get("/cats").withHeader("Authorization", "Bearer abc");
      assertThat(router.refusal(request))
          .contains(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN);
    }

    @Test
    void missMayBeAnsweredByAnotherStep() {
      router.deploy(Stages.builder(ApiKind.REST, "shop", "prod", "GET /pets")
          .unmatched(routed -> new Answer(Response.text(404, "signed")))
          .build());
      assertThat(router.refusal(Request.get("/prod/cats"))).isEmpty();
    }

    @Test
    void stageThatDoesNotExistIsNotDeployed() {
      router.deploy(ApiKind.REST, "prod", "GET /pets");
      Routed routed = router.take(Request.get("/test/pets"));
      assertThat(Router.refusal(routed)).contains(GatewayResponseType.NOT_DEPLOYED);
      assertThat(routed.stage().rest()).isTrue();
    }
  }

  @Nested
  class Records {

    private static final String UUID = "01234567-89ab-4cde-8f01-23456789ABCD";

    @Test
    void restIdIsAUuidAndTheExtendedOneAToken() {
      router.deploy(ApiKind.REST, "prod", "GET /pets");
      Routed routed = router.take(Request.get("/prod/pets"));
      assertThat(routed.record().requestId())
          .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
      assertThat(routed.record().extendedRequestId()).matches("[A-Za-z0-9_-]{15}=");
      assertThat(router.take(Request.get("/prod/pets")).record().requestId())
          .isNotEqualTo(routed.record().requestId());
    }

    @Test
    void clientsUuidIsKeptInRestOnly() {
      Request request = Request.get("/prod/pets").withHeader("X-Amzn-RequestId", UUID);
      router.deploy(ApiKind.REST, "prod", "GET /pets");
      assertThat(router.take(request).record().requestId()).isEqualTo(UUID);
      assertThat(router.take(request).record().extendedRequestId()).isNotEqualTo(UUID);
      router.deploy(ApiKind.HTTP, "prod", "GET /pets");
      assertThat(router.take(request).record().requestId()).isNotEqualTo(UUID);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "x",
          "01234567-89ab-4cde-8f01-23456789abcg",
          "01234567x89ab-4cde-8f01-23456789abcd",
          "01234567-89ab-4cde-8f01-23456789abcde",
          "0123456789ab4cde8f0123456789abcd"
        })
    void anythingElseOfTheClientsIsReplaced(String id) {
      router.deploy(ApiKind.REST, "prod", "GET /pets");
      Request request = Request.get("/prod/pets").withHeader("x-amzn-RequestId", id);
      assertThat(router.take(request).record().requestId()).isNotEqualTo(id).hasSize(36);
    }

    @Test
    void httpHasOneIdThatIsAToken() {
      router.deploy(ApiKind.HTTP, "$default", "GET /pets");
      Routed routed = router.take(Request.get("/pets"));
      assertThat(routed.record().requestId()).matches("[A-Za-z0-9_-]{15}=");
      assertThat(routed.record().extendedRequestId()).isEqualTo(routed.record().requestId());
    }

    @Test
    void refusedRequestHasIdsToo() {
      router.deploy(ApiKind.REST, "prod", "GET /pets");
      assertThat(router.take(Request.get("/prod/%GG")).record().requestId()).hasSize(36);
      assertThat(router.take(Request.get("/other")).record().requestId()).hasSize(36);
    }

    @Test
    void callerIsThePeerUnlessItIsATrustedProxy() {
      router.deploy(ApiKind.HTTP, "$default", "GET /pets");
      Request request = Request.get("/pets").withHeader("X-Forwarded-For", "203.0.113.7");
      assertThat(router.take(request).record().sourceIp()).isEqualTo("127.0.0.1");
      assertThat(router.take(request).proxied()).isFalse();
      Request proxied = request.toBuilder()
          .connection(Connection.builder("10.1.2.3", 1).build())
          .build();
      assertThat(router.take(proxied).record().sourceIp()).isEqualTo("203.0.113.7");
      assertThat(router.take(proxied).proxied()).isTrue();
    }

    @Test
    void traceIsMadeOnceAndStays() {
      router.deploy(ApiKind.HTTP, "$default", "GET /pets");
      Routed routed = router.take(Request.get("/pets"));
      assertThat(routed.traceId()).isSameAs(routed.traceId());
      assertThat(routed.traceId()).startsWith("Root=1-695735a5-");
    }

    @Test
    void requestWithoutAHostRunsOnTheGatewaysOwnExecutor() {
      router.deploy(ApiKind.HTTP, "$default", "GET /pets");
      RequestExecutor hosts = Router.executor();
      assertThat(router.take(Request.get("/pets")).executor()).isSameAs(Router.OWN);
      assertThat(router
              .take(Request.builder("GET", "/pets").executor(hosts).build())
              .executor())
          .isSameAs(hosts);
    }
  }

  private static Rejection why(Routed routed) {
    return Stages.refusal(routed).orElseThrow();
  }
}
