package io.apigw.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Response;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.HttpApi;
import io.apigw.auth.StandardAuthorizers;
import io.apigw.integration.RawSocket.Answer;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** JSON Web Tokens of an identity provider on a real socket. */
class TokensIT {

  private final TestClock clock = TestClock.at(Instant.now().toString());
  private Issuer issuer;

  @BeforeEach
  void startIssuer() throws Exception {
    issuer = Issuer.start();
  }

  @AfterEach
  void stopIssuer() throws IOException {
    issuer.close();
  }

  @Test
  void validTokenIsKnownToTheFunction() throws Exception {
    try (Hosted hosted = start()) {
      Answer answer = get(hosted, issuer.token("ada", "pets:write pets:read"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("ada");
      assertThat(get(hosted, issuer.token("bob", "pets:read")).body()).isEqualTo("bob");
      assertThat(issuer.keyFetches()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNoValidTokenIs401() throws Exception {
    try (Hosted hosted = start()) {
      Answer none = hosted.get("/me");
      assertThat(none.status()).isEqualTo(401);
      assertThat(none.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
      assertThat(none.field("www-authenticate")).isEqualTo("Bearer");

      String good = issuer.token("ada", "pets:read");
      String forged = good.substring(0, good.lastIndexOf('.') + 1) + "AAAA";
      Answer refused = get(hosted, forged);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.field("www-authenticate"))
          .startsWith("Bearer ")
          .contains("error=\"invalid_token\"");

      assertThat(get(hosted, issuer.token("ada", "pets:read", "first", Duration.ofHours(-1)))
              .status())
          .as("expired")
          .isEqualTo(401);
      assertThat(get(hosted, issuer.token("ada", "pets:read", "unknown", Duration.ofHours(1)))
              .status())
          .as("an unknown key")
          .isEqualTo(401);
    }
  }

  @Test
  void tokenWithoutTheScopeIs403() throws Exception {
    try (Hosted hosted = start()) {
      Answer refused = get(hosted, issuer.token("ada", "pets:write"));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    }
  }

  @Test
  void outageBeforeTheFirstKeyIs401AndEndsWithTheIssuersReturn() throws Exception {
    issuer.down(true);
    try (Hosted hosted = start()) {
      String token = issuer.token("ada", "pets:read");
      Answer refused = get(hosted, token);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.field("www-authenticate")).contains("communication error");
      issuer.down(false);
      clock.advance(Duration.ofSeconds(30));
      assertThat(get(hosted, token).body()).isEqualTo("ada");
    }
  }

  @Test
  void outageLaterDoesNotConcernKnownKeys() throws Exception {
    try (Hosted hosted = start()) {
      assertThat(get(hosted, issuer.token("ada", "pets:read")).status()).isEqualTo(200);
      issuer.down(true);
      assertThat(get(hosted, issuer.token("bob", "pets:read")).body()).isEqualTo("bob");
      assertThat(get(hosted, issuer.token("eve", "pets:read", "new", Duration.ofHours(1)))
              .status())
          .isEqualTo(401);
      assertThat(get(hosted, issuer.token("cleo", "pets:read")).body()).isEqualTo("cleo");
    }
  }

  private static Answer get(Hosted hosted, String token) throws IOException {
    return hosted.get("/me", "Authorization: Bearer " + token);
  }

  private Hosted start() {
    JwtAuthorizer login = JwtAuthorizer.of("login", issuer.url(), "pets");
    HttpApi api = HttpApi.builder("me")
        .route(
            "GET /me",
            r -> r.authorizer(login, "pets:read")
                .function(call -> Response.text(200, call.principal().id())))
        .build();
    return Hosted.on(
        Gateway.builder().clock(clock).authorizers(StandardAuthorizers.create()).api(api));
  }
}
