package io.apigw.api.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import org.junit.jupiter.api.Test;

/** User pools and several issuers as values, and what is wrong with them. */
class CognitoAuthorizerTest {

  private static final String POOL = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc";

  @Test
  void settingsAreTheValue() {
    CognitoAuthorizer users = CognitoAuthorizer.of("users", POOL);
    assertThat(users)
        .isEqualTo(CognitoAuthorizer.of("users", TrustedIssuer.of(POOL)))
        .hasSameHashCodeAs(CognitoAuthorizer.of("users", POOL))
        .isNotEqualTo(CognitoAuthorizer.of("others", POOL))
        .isNotEqualTo(CognitoAuthorizer.of("users", POOL + "d"))
        .isNotEqualTo(users.identitySource("method.request.header.X"))
        .isNotEqualTo(users.audiencePattern("a"))
        .isNotEqualTo(users.allowPlainHttp());
    assertThat(users.problems()).isEmpty();
    assertThat(users.identitySource().toString()).isEqualTo("$request.header.Authorization");
  }

  @Test
  void problemsAreSaidTogether() {
    assertThat(CognitoAuthorizer.of("a b", new String[0])
            .identitySource("method.request.querystring.t")
            .audiencePattern("(")
            .problems())
        .extracting(Problem::path)
        .containsExactly("name", "pools", "identitySource", "audiencePattern");
    assertThat(CognitoAuthorizer.of("a", POOL, POOL, "http://pool.example.com")
            .identitySource("nonsense")
            .problems())
        .extracting(Problem::path)
        .containsExactly("pools", "pools[http://pool.example.com].issuer", "identitySource");
    assertThat(CognitoAuthorizer.of("a", "http://pool.example.com")
            .allowPlainHttp()
            .problems())
        .isEmpty();
  }

  @Test
  void issuersOfAJwtAuthorizerAreEachChecked() {
    JwtAuthorizer wrong = JwtAuthorizer.builder("a")
        .issuer(POOL)
        .audiences("a")
        .alsoTrust(
            TrustedIssuer.of(POOL, "a"),
            TrustedIssuer.of("https://b.example.com"),
            TrustedIssuer.of("https://c.example.com", "a").jwksUri("x").keySet("{}"))
        .build();
    assertThat(wrong.problems())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "issuers",
            "issuers[https://b.example.com].audiences",
            "issuers[https://c.example.com].jwksUri",
            "issuers[https://c.example.com].keySet");
    assertThat(wrong.toBuilder().build()).isEqualTo(wrong).hasSameHashCodeAs(wrong);
  }

  @Test
  void httpApiHasOneIssuerAndNoUserPools() {
    JwtAuthorizer two = JwtAuthorizer.builder("two")
        .issuer(POOL)
        .audiences("a")
        .alsoTrust(TrustedIssuer.of("https://b.example.com", "b"))
        .build();
    assertThatThrownBy(() -> HttpApi.builder("a")
            .route("GET /a", r -> r.authorizer(two).function(call -> Response.of(200)))
            .route(
                "GET /b",
                r -> r.authorizer(CognitoAuthorizer.of("users", POOL))
                    .function(call -> Response.of(200)))
            .build())
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("authorizers[two].issuers: expected one in an HTTP API but was 2")
        .hasMessageContaining(
            "authorizers[users]: expected a JWT authorizer in an HTTP API but was a user pool's");
  }
}
