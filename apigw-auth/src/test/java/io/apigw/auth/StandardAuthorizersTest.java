package io.apigw.auth;

import static io.apigw.auth.Issuer.call;
import static io.apigw.auth.Issuer.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Problem;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.authorize.ReadyAuthorizer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StandardAuthorizersTest {

  private final Issuer issuer = new Issuer();
  private final StandardAuthorizers engine = StandardAuthorizers.create();

  @Test
  void jwtAuthorizersAreAccepted() {
    assertThat(engine.accepts(Issuer.trusting().build())).isTrue();
  }

  @Test
  void keysSurviveADeployAndAreSharedByAuthorizersOfOneIssuer() {
    ReadyAuthorizer first = issuer.authorizer(engine, Issuer.trusting().build());
    assertThat(outcome(first.authorize(call(issuer.token())))).isEqualTo("allowed alice");
    ReadyAuthorizer second = issuer.authorizer(
        engine, Issuer.trusting().clockSkew(Duration.ofSeconds(5)).build());
    assertThat(outcome(second.authorize(call(issuer.token())))).isEqualTo("allowed alice");
    assertThat(issuer.endpoints.asked()).hasSize(2);
    assertThat(outcome(first.authorize(call(issuer.token())))).isEqualTo("allowed alice");
  }

  @Test
  void keysAreNotSharedByTwoGateways() {
    assertThat(outcome(
            issuer.authorizer(engine, Issuer.trusting().build()).authorize(call(issuer.token()))))
        .isEqualTo("allowed alice");
    Issuer other = new Issuer().keys("rsa2");
    assertThat(outcome(
            other.authorizer(engine, Issuer.trusting().build()).authorize(call(issuer.token()))))
        .startsWith("UNAUTHORIZED");
  }

  @Test
  void definitionWithProblemsIsNotPrepared() {
    List<Problem> problems =
        problems(JwtAuthorizer.builder("login").issuer("nonsense").build());
    assertThat(problems).extracting(Problem::path).contains("issuer", "audiences");
    assertThat(
            problems(Issuer.trusting().issuer("https://id.example.com:99999/").build()))
        .extracting(Problem::toString)
        .containsExactly("issuer: port: expected 1 to 65535 but was 99999");
  }

  private List<Problem> problems(JwtAuthorizer definition) {
    return engine
        .prepare(definition, issuer.context())
        .match(ready -> List.of(), problems -> List.copyOf(problems));
  }

  @Test
  void tokenIsVerifiedEachTimeIfNoneIsKept() {
    ReadyAuthorizer each = issuer.authorizer(
        StandardAuthorizers.builder().tokenTtl(Duration.ZERO).build(),
        Issuer.trusting().build());
    String token = issuer.token();
    assertThat(outcome(each.authorize(call(token)))).isEqualTo("allowed alice");
    assertThat(each.authorize(call(token))).isNotSameAs(each.authorize(call(token)));
  }
}
