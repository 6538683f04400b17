package io.apigw.auth;

import static io.apigw.auth.Issuer.call;
import static io.apigw.auth.Issuer.invalid;
import static io.apigw.auth.Issuer.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.ReadyAuthorizer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class VerifiedTokensTest {

  private final Issuer issuer = new Issuer();

  @Test
  void tokenIsAnsweredByTheSameStageWithoutASecondLook() {
    ReadyAuthorizer authorizer = issuer.authorizer();
    assertThat(outcome(authorizer.authorize(call(issuer.token(",\"scope\":\"a b\"")))))
        .isEqualTo("allowed alice");
    CompletionStage<Authorization> first =
        authorizer.authorize(call(issuer.token(",\"scope\":\"a b\"")));
    assertThat(authorizer.authorize(call(issuer.token(",\"scope\":\"a b\"")))).isSameAs(first);
    assertThat(authorizer.authorize(call(issuer.token(",\"scope\":\"a b\""), "x", "b")))
        .isSameAs(first);
    assertThat(outcome(authorizer.authorize(call(issuer.token(",\"scope\":\"a b\""), "x"))))
        .startsWith("ACCESS_DENIED");
    assertThat(issuer.endpoints.asked()).hasSize(2);
  }

  @Test
  void tokenEndsWithItsExpiry() {
    ReadyAuthorizer authorizer = issuer.authorizer();
    String token = TestTokens.rs256(
        Issuer.header("rsa-1"),
        "{\"iss\":\"" + Issuer.NAME + "\",\"aud\":\"pets\",\"sub\":\"a\",\"exp\":"
            + issuer.second(5) + "}",
        "rsa1");
    assertThat(outcome(authorizer.authorize(call(token)))).isEqualTo("allowed a");
    issuer.clock.advance(Duration.ofSeconds(5).minusMillis(1));
    assertThat(outcome(authorizer.authorize(call(token)))).isEqualTo("allowed a");
    issuer.clock.advance(Duration.ofMillis(1));
    assertThat(outcome(authorizer.authorize(call(token))))
        .isEqualTo(invalid("the token has expired"));
  }

  @Test
  void tokenEndsWhenTheWallClockSaysSo() {
    ReadyAuthorizer authorizer = issuer.authorizer();
    String token = issuer.token();
    assertThat(outcome(authorizer.authorize(call(token)))).isEqualTo("allowed alice");
    issuer.clock.jumpTo("2026-03-12T10:30:00Z");
    assertThat(outcome(authorizer.authorize(call(token))))
        .isEqualTo(invalid("the token has expired"));
  }

  @Test
  void tokenDoesNotVouchForAnotherWithTheSameSignature() {
    ReadyAuthorizer authorizer = issuer.authorizer();
    String token = issuer.token();
    assertThat(outcome(authorizer.authorize(call(token)))).isEqualTo("allowed alice");
    String signature = token.substring(token.lastIndexOf('.'));
    String other = TestTokens.base64(Issuer.header("rsa-1")) + "."
        + TestTokens.base64(issuer.claims().replace("alice", "admin")) + signature;
    assertThat(outcome(authorizer.authorize(call(other))))
        .isEqualTo(invalid("the token does not have a valid signature"));
  }

  @Test
  void tokensAreBounded() {
    ReadyAuthorizer authorizer = issuer.authorizer(
        StandardAuthorizers.builder().maximumTokens(20).build(),
        Issuer.trusting().build());
    for (int i = 0; i < 100; i++) {
      assertThat(outcome(authorizer.authorize(call(issuer.token(",\"n\":" + i)))))
          .isEqualTo("allowed alice");
    }
    assertThat(((ReadyJwtAuthorizer) authorizer).tokens()).isLessThanOrEqualTo(20);
  }

  @Test
  void tokensAreOnlyThoseThatWereGood() {
    ReadyAuthorizer authorizer = issuer.authorizer();
    for (int i = 0; i < 100; i++) {
      authorizer.authorize(call("a.b." + i));
      authorizer.authorize(
          call(TestTokens.rs256(Issuer.header("rsa-1"), issuer.claims(",\"n\":" + i), "attacker")));
    }
    assertThat(((ReadyJwtAuthorizer) authorizer).tokens()).isZero();
  }
}
