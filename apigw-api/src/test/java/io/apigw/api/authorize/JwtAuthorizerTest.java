package io.apigw.api.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.apigw.api.Problem;
import io.apigw.api.ValueExpression;
import java.time.Duration;
import java.util.Collections;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAuthorizerTest {

  private static final String ISSUER = "https://id.example.com/";

  @Test
  void shortFormHasAwsDefaults() {
    JwtAuthorizer login = JwtAuthorizer.of("login", ISSUER, "pets", "shop");
    assertThat(login.problems()).isEmpty();
    assertThat(login.name()).isEqualTo("login");
    assertThat(login.issuer()).isEqualTo(ISSUER);
    assertThat(login.audiences()).containsExactly("pets", "shop");
    assertThat(login.jwksUri()).isEmpty();
    assertThat(login.identitySource())
        .isEqualTo(ValueExpression.parse("$request.header.Authorization"));
    assertThat(login.clockSkew()).isEqualTo(Duration.ZERO);
    assertThat(login.algorithms())
        .containsExactlyInAnyOrder(JwtAlgorithm.RS256, JwtAlgorithm.RS384, JwtAlgorithm.RS512);
    assertThat(login.engineHint()).contains("StandardAuthorizers.create()").contains("apigw-auth");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.example.com",
        "https://id.example.com:8443/realms/a",
        "http://localhost:9000/",
        "http://127.0.0.1:1",
        "http://[::1]:9000/",
        "HTTPS://ID.EXAMPLE.COM/"
      })
  void issuersAreAbsoluteAndOverTlsOrOnLoopback(String issuer) {
    assertThat(JwtAuthorizer.of("login", issuer, "pets").problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "id.example.com",
        "/issuer",
        "ftp://id.example.com/",
        "https://id.example.com/?a=b",
        "https://id.example.com/#a",
        "https://user:pw@id.example.com/",
        "http://id.example.com/",
        "https://",
        "http://127.0.0.1.example.com/",
        "https://id example.com/"
      })
  void otherIssuersAreProblems(String issuer) {
    assertThat(JwtAuthorizer.of("login", issuer, "pets").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).isEqualTo("issuer"));
  }

  @Test
  void plainHttpIsAllowedWhereItWasSaid() {
    JwtAuthorizer.Builder plain =
        JwtAuthorizer.builder("login").issuer("http://id.internal/").audiences("pets");
    assertThat(plain.build().problems())
        .extracting(Problem::toString)
        .containsExactly(
            "issuer: expected https (or http on loopback, or allowPlainHttp()) but was http://id.internal/");
    assertThat(plain.allowPlainHttp().build().problems()).isEmpty();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("name", b -> JwtAuthorizer.builder("log in").issuer(ISSUER).audiences("pets")),
        wrong("audiences", b -> JwtAuthorizer.builder("login").issuer(ISSUER)),
        wrong("audiences", b -> b.audiences(Collections.nCopies(50, "a").toArray(String[]::new))),
        wrong("audiences", b -> b.audiences(" ")),
        wrong("jwksUri", b -> b.jwksUri("keys.json")),
        wrong("jwksUri", b -> b.jwksUri("http://id.internal/keys")),
        wrong("jwksUri", b -> b.jwksUri("https://id.internal/keys#1")),
        wrong("identitySource", b -> b.identitySource("Authorization")),
        wrong("identitySource", b -> b.identitySource("$context.identity.sourceIp")),
        wrong("identitySource", b -> b.identitySource("")),
        wrong("clockSkew", b -> b.clockSkew(Duration.ofSeconds(-1))),
        wrong("clockSkew", b -> b.clockSkew(Duration.ofMinutes(11))),
        wrong("algorithms", b -> b.algorithms()));
  }

  private static Arguments wrong(String path, UnaryOperator<JwtAuthorizer.Builder> change) {
    return arguments(path, change);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void everythingElseIsAProblemWithItsPath(
      String path, UnaryOperator<JwtAuthorizer.Builder> change) {
    JwtAuthorizer.Builder sound = JwtAuthorizer.builder("login").issuer(ISSUER).audiences("pets");
    assertThat(change.apply(sound).build().problems())
        .extracting(Problem::path)
        .containsExactly(path);
  }

  @Test
  void equalityIsByValue() {
    JwtAuthorizer login = JwtAuthorizer.of("login", ISSUER, "pets");
    assertThat(login)
        .isEqualTo(JwtAuthorizer.of("login", ISSUER, "pets"))
        .isEqualTo(login.toBuilder().build())
        .hasSameHashCodeAs(login.toBuilder().build())
        .isEqualTo(login.toBuilder()
            .identitySource("method.request.header.Authorization")
            .build())
        .isNotEqualTo(login.toBuilder().clockSkew(Duration.ofSeconds(1)).build())
        .isNotEqualTo(login.toBuilder().identitySource("nonsense").build())
        .hasToString("JWT authorizer 'login' of https://id.example.com/");
  }
}
