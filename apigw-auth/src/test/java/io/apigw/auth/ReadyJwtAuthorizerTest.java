package io.apigw.auth;

import static io.apigw.auth.Issuer.call;
import static io.apigw.auth.Issuer.invalid;
import static io.apigw.auth.Issuer.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonArray;
import io.apigw.api.JsonNumber;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.respond.Rejection;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadyJwtAuthorizerTest {

  private final Issuer issuer = new Issuer();

  private static Principal principal(CompletionStage<Authorization> stage) {
    return stage.toCompletableFuture().join().match(Authorization.Allowed::principal, denied -> {
      throw new AssertionError(denied);
    });
  }

  private static Rejection rejection(CompletionStage<Authorization> stage) {
    return stage
        .toCompletableFuture()
        .join()
        .match(
            allowed -> {
              throw new AssertionError(allowed);
            },
            Authorization.Denied::rejection);
  }

  @Nested
  final class GoodToken {

    @Test
    void isLetInWithItsSubjectAndAllItsClaims() {
      Principal principal = principal(issuer
          .authorizer()
          .authorize(call(issuer.token(",\"scope\":\"a b\",\"n\":{\"x\":[1]}"))));
      assertThat(principal.id()).isEqualTo("alice");
      JsonObject claims = (JsonObject) principal.find("claims").orElseThrow();
      assertThat(claims.get("aud")).contains(JsonValue.of("pets"));
      assertThat(claims.get("exp")).contains(JsonValue.of(issuer.second(600)));
      assertThat(claims.get("n").orElseThrow()).hasToString("{\"x\":[1]}");
      assertThat(claims.get("exp").orElseThrow()).isInstanceOf(JsonNumber.class);
      assertThat(principal.find("scopes"))
          .contains(JsonArray.of(JsonValue.of("a"), JsonValue.of("b")));
    }

    @Test
    void withoutSubjectIsItsClient() {
      String claims = "{\"iss\":\"" + Issuer.NAME + "\",\"client_id\":\"toys\",\"exp\":"
          + issuer.second(60) + "}";
      String token = TestTokens.rs256(Issuer.header("rsa-1"), claims, "rsa1");
      assertThat(outcome(issuer.authorizer().authorize(call(token)))).isEqualTo("allowed toys");
    }

    @Test
    void isReadFromAQueryParameter() {
      ReadyAuthorizer authorizer = issuer.authorizer(
          StandardAuthorizers.create(),
          Issuer.trusting().identitySource("$request.querystring.token").build());
      AuthorizerCall call =
          AuthorizerCall.builder(Request.get("/?token=" + issuer.token())).build();
      assertThat(outcome(authorizer.authorize(call))).isEqualTo("allowed alice");
      AuthorizerCall twice = AuthorizerCall.builder(
              Request.get("/?token=" + issuer.token() + "&token=b"))
          .build();
      assertThat(outcome(authorizer.authorize(twice)))
          .isEqualTo(invalid("the request has more than one token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "bearer ", "BEARER   "})
    void mayHaveThePrefixInAnyCaseOrNone(String prefix) {
      Request request = Request.builder("GET", "/")
          .header("authorization", prefix + issuer.token())
          .build();
      assertThat(outcome(
              issuer.authorizer().authorize(AuthorizerCall.builder(request).build())))
          .isEqualTo("allowed alice");
    }
  }

  @Nested
  final class MissingToken {

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer "})
    void isAskedForWithTheBareWord(String value) {
      Request request =
          Request.builder("GET", "/").header("Authorization", value).build();
      assertThat(outcome(
              issuer.authorizer().authorize(AuthorizerCall.builder(request).build())))
          .isEqualTo("UNAUTHORIZED Bearer");
      assertThat(outcome(issuer
              .authorizer()
              .authorize(AuthorizerCall.builder(Request.get("/")).build())))
          .isEqualTo("UNAUTHORIZED Bearer");
      assertThat(issuer.endpoints.asked()).isEmpty();
    }

    @Test
    void inARestApiIsToldNothing() {
      AuthorizerCall call =
          AuthorizerCall.builder(Request.get("/")).kind(ApiKind.REST).build();
      assertThat(outcome(issuer.authorizer().authorize(call))).isEqualTo("UNAUTHORIZED");
    }
  }

  @Nested
  final class Refusal {

    @Test
    void namesTheScopesOfTheRouteAndTheReason() {
      CompletionStage<Authorization> stage =
          issuer.authorizer().authorize(call("nonsense", "pets/read", "pets/write"));
      assertThat(outcome(stage))
          .isEqualTo("UNAUTHORIZED Bearer scope=\"pets/read pets/write\" error=\"invalid_token\""
              + " error_description=\"the token is malformed\"");
      assertThat(rejection(stage).facts()).isEqualTo("invalid_token: the token is malformed");
    }

    @Test
    void forMissingScopesIs403() {
      CompletionStage<Authorization> stage =
          issuer.authorizer().authorize(call(issuer.token(",\"scope\":\"other\""), "a/x", "a/y"));
      assertThat(outcome(stage))
          .isEqualTo("ACCESS_DENIED Bearer scope=\"a/x a/y\" error=\"insufficient_scope\""
              + " error_description=\"expected scopes: [a/x a/y]\"");
      assertThat(rejection(stage).facts())
          .isEqualTo("insufficient_scope: expected scopes: [a/x a/y]");
    }

    @Test
    void inARestApiIsA401WithoutDetails() {
      ReadyAuthorizer authorizer = issuer.authorizer();
      assertThat(outcome(authorizer.authorize(call(ApiKind.REST, "nonsense", "a"))))
          .isEqualTo("UNAUTHORIZED");
      assertThat(outcome(authorizer.authorize(call(ApiKind.REST, issuer.token(), "a"))))
          .isEqualTo("UNAUTHORIZED");
    }

    @Test
    void ofTwoHeadersDoesNotDependOnTheirOrderOrCase() {
      Request request = Request.builder("GET", "/")
          .header("Authorization", issuer.token())
          .header("authorization", issuer.token())
          .build();
      assertThat(outcome(
              issuer.authorizer().authorize(AuthorizerCall.builder(request).build())))
          .isEqualTo(invalid("the request has more than one token"));
    }

    @Test
    void escapesAndCutsTheKeyIdForTheLog() {
      String kid = "\\u0000\\r\\n" + "x".repeat(900);
      String token = TestTokens.rs256(Issuer.header(kid), issuer.claims(), "rsa1");
      CompletionStage<Authorization> stage = issuer.authorizer().authorize(call(token));
      assertThat(outcome(stage)).isEqualTo(invalid("the token is signed by an unknown key"));
      assertThat(rejection(stage).facts())
          .startsWith("invalid_token: the token is signed by an unknown key: ")
          .doesNotContain("\n", "\r", "\0")
          .hasSizeLessThan(400);
    }
  }
}
