package io.apigw.auth;

import static io.apigw.auth.Issuer.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import io.apigw.api.ApiKind;
import io.apigw.api.Request;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.CognitoAuthorizer;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.authorize.TrustedIssuer;
import io.apigw.api.engine.Prepared;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** User pools of REST APIs (auth §5). */
final class UserPoolTest {

  private static final String ID = ",\"token_use\":\"id\"";
  private static final String ACCESS = ",\"token_use\":\"access\",\"scope\":\"a/x a/y\"";

  private final Issuer issuer = new Issuer();
  private final CognitoAuthorizer pool = CognitoAuthorizer.of("users", Issuer.NAME);

  @Test
  void methodWithoutScopesTakesIdTokens() {
    ReadyAuthorizer users = ready(pool);
    assertThat(ask(users, issuer.token(ID))).isEqualTo("allowed alice");
    assertThat(ask(users, issuer.token(ACCESS))).isEqualTo("UNAUTHORIZED");
    assertThat(ask(users, issuer.token(ID), "a/x")).isEqualTo("UNAUTHORIZED");
  }

  @Test
  void methodWithScopesTakesAccessTokensThatHaveOne() {
    ReadyAuthorizer users = ready(pool);
    String token = issuer.token(ACCESS);
    assertThat(ask(users, token, "a/x")).isEqualTo("allowed alice");
    assertThat(ask(users, token, "b/x", "a/y")).isEqualTo("allowed alice");
    assertThat(ask(users, token, "b/x")).isEqualTo("UNAUTHORIZED");
    assertThat(ask(users, token, "a")).isEqualTo("UNAUTHORIZED");
    assertThat(ask(users, token)).isEqualTo("UNAUTHORIZED");
    assertThat(ask(users, issuer.token(ID, ",\"scope\":\"a/x\""), "a/x")).isEqualTo("UNAUTHORIZED");
  }

  @Test
  void issuerThatDoesNotSayTheKindSaysItByTheScopes() {
    ReadyAuthorizer users = ready(pool);
    assertThat(ask(users, issuer.token())).isEqualTo("allowed alice");
    assertThat(ask(users, issuer.token(), "a/x")).isEqualTo("UNAUTHORIZED");
    String access = issuer.token(",\"scope\":\"a/x\"");
    assertThat(ask(users, access, "a/x")).isEqualTo("allowed alice");
    assertThat(ask(users, access)).isEqualTo("UNAUTHORIZED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"ID\"", "\"\"", "null", "7", "[\"id\"]", "\"refresh\""})
  void otherKindsAreNoKinds(String use) {
    ReadyAuthorizer users = ready(pool);
    String token = issuer.token(",\"token_use\":" + use + ",\"scope\":\"a/x\"");
    assertThat(ask(users, token)).isEqualTo("UNAUTHORIZED");
    assertThat(ask(users, token, "a/x")).isEqualTo("UNAUTHORIZED");
  }

  @Test
  void expiryIsSaidAndNothingElse() {
    ReadyAuthorizer users = ready(pool);
    String token = issuer.token(ID);
    assertThat(ask(users, token)).isEqualTo("allowed alice");
    issuer.clock.advance(Duration.ofSeconds(601));
    assertThat(ask(users, token)).isEqualTo("UNAUTHORIZED: The incoming token has expired");
    String forged = token.substring(0, token.length() - 8) + "AAAAAAAA";
    assertThat(ask(users, forged)).isEqualTo("UNAUTHORIZED");
    assertThat(ask(users, "nonsense")).isEqualTo("UNAUTHORIZED");
  }

  @Test
  void tokenMayBeBareAndInAnotherHeaderAndMustBeThere() {
    ReadyAuthorizer users = ready(pool.identitySource("method.request.header.X-Token"));
    for (String prefix : new String[] {"", "Bearer ", "bearer "}) {
      Request request = Request.get("/").withHeader("x-token", prefix + issuer.token(ID));
      assertThat(ask(users, request)).isEqualTo("allowed alice");
    }
    assertThat(ask(users, Request.get("/"))).isEqualTo("UNAUTHORIZED");
    assertThat(ask(users, Request.get("/").withHeader("X-Token", ""))).isEqualTo("UNAUTHORIZED");
    assertThat(ask(
            users,
            Request.get("/")
                .withHeader("X-Token", issuer.token(ID))
                .withAddedHeader("X-Token", issuer.token(ID))))
        .isEqualTo("UNAUTHORIZED");
  }

  @ParameterizedTest
  @CsvSource({"pets, true", "p, true", "pets$, true", "pet$, false", "ets, false", "^(p+)+x, false"
  })
  void audienceMustBeginWithThePattern(String pattern, boolean let) {
    ReadyAuthorizer users = ready(pool.audiencePattern(pattern));
    assertThat(ask(users, issuer.token(ID))).isEqualTo(let ? "allowed alice" : "UNAUTHORIZED");
  }

  @Test
  void accessTokenWithoutAudienceFailsThePattern() {
    String claims = "{\"iss\":\"" + Issuer.NAME + "\",\"client_id\":\"pets\",\"sub\":\"alice\","
        + "\"exp\":" + issuer.second(60) + ACCESS + "}";
    String token = TestTokens.rs256(Issuer.header("rsa-1"), claims, "rsa1");
    assertThat(ask(ready(pool), token, "a/x")).isEqualTo("allowed alice");
    assertThat(ask(ready(pool.audiencePattern("pets")), token, "a/x")).isEqualTo("UNAUTHORIZED");
  }

  @Test
  void poolThatCannotBeReachedIsAFault() {
    issuer.endpoints.fail(Issuer.DISCOVERY);
    assertThat(ask(ready(pool), issuer.token(ID))).isEqualTo("AUTHORIZER_CONFIGURATION_ERROR");
    Issuer broken = new Issuer();
    broken.endpoints.answer(Issuer.JWKS, "{\"keys\":[]}");
    assertThat(ask(ready(broken, pool), broken.token(ID)))
        .isEqualTo("AUTHORIZER_CONFIGURATION_ERROR");
  }

  @Test
  void tokensIssuerSelectsThePool() {
    String other = "https://other.example.com/";
    CognitoAuthorizer two = CognitoAuthorizer.of(
        "users",
        TrustedIssuer.of(Issuer.NAME),
        TrustedIssuer.of(other).keySet(TestTokens.keySet("rsa2")));
    ReadyAuthorizer users = ready(two);
    String claims = "{\"iss\":\"" + other + "\",\"sub\":\"bob\",\"exp\":" + issuer.second(60) + "}";
    assertThat(ask(users, TestTokens.rs256(Issuer.header("rsa-2"), claims, "rsa2")))
        .isEqualTo("allowed bob");
    assertThat(issuer.endpoints.asked()).isEmpty();
    assertThat(ask(users, issuer.token(ID))).isEqualTo("allowed alice");
    assertThat(ask(users, TestTokens.rs256(Issuer.header("rsa-1"), claims, "rsa1")))
        .as("signed by the other pool")
        .isEqualTo("UNAUTHORIZED");
    String stranger = claims.replace(other, "https://stranger.example.com/");
    assertThat(ask(users, TestTokens.rs256(Issuer.header("rsa-2"), stranger, "rsa2")))
        .isEqualTo("UNAUTHORIZED");
    assertThat(ask(users, TestTokens.rs256(Issuer.header("rsa-2"), "[".repeat(9_000), "rsa2")))
        .isEqualTo("UNAUTHORIZED");
  }

  @Test
  void onlyRs256IsTaken() {
    issuer.keys("rsa1");
    String token = TestTokens.signed(
        "{\"alg\":\"RS384\",\"kid\":\"rsa-1\"}", issuer.claims(ID), "rsa1", JWSAlgorithm.RS384);
    assertThat(ask(ready(pool), token)).isEqualTo("UNAUTHORIZED");
  }

  private ReadyAuthorizer ready(CognitoAuthorizer definition) {
    return ready(issuer, definition);
  }

  private static ReadyAuthorizer ready(Issuer issuer, CognitoAuthorizer definition) {
    Prepared<ReadyAuthorizer> prepared =
        StandardAuthorizers.create().prepare(definition, issuer.context());
    return prepared.<ReadyAuthorizer>match(step -> step, problems -> {
      throw new AssertionError(problems);
    });
  }

  private static String ask(ReadyAuthorizer users, String token, String... scopes) {
    return outcome(users, call(ApiKind.REST, token, scopes));
  }

  private static String ask(ReadyAuthorizer users, Request request) {
    return outcome(users, AuthorizerCall.builder(request).kind(ApiKind.REST).build());
  }

  private static String outcome(ReadyAuthorizer users, AuthorizerCall call) {
    return users
        .authorize(call)
        .toCompletableFuture()
        .join()
        .match(
            allowed -> "allowed " + allowed.principal().id(),
            denied -> denied.rejection().type()
                + denied.rejection().message().map(text -> ": " + text).orElse(""));
  }
}
