package io.apigw.auth;

import static io.apigw.auth.Issuer.call;
import static io.apigw.auth.Issuer.invalid;
import static io.apigw.auth.Issuer.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.integrate.TransportResult;
import io.apigw.testkit.TestExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoteKeysTest {

  private static final String DISCOVERY_FAILED =
      invalid("OIDC discovery endpoint communication error");
  private static final String JWKS_FAILED = invalid("JWKS communication error");
  private static final String UNKNOWN = invalid("the token is signed by an unknown key");

  private final Issuer issuer = new Issuer();
  private final ReadyAuthorizer authorizer = issuer.authorizer();
  private int count;

  private CompletionStage<Authorization> ask(String keyId, String keyName) {
    String claims = issuer.claims(",\"n\":" + count++);
    return authorizer.authorize(call(TestTokens.rs256(Issuer.header(keyId), claims, keyName)));
  }

  private String askFirst() {
    return outcome(ask("rsa-1", "rsa1"));
  }

  private int fetches() {
    return (int) issuer.endpoints.asked().stream().filter(Issuer.JWKS::equals).count();
  }

  @Nested
  final class Finding {

    @Test
    void beginsWithTheFirstTokenAndGoesByDiscovery() {
      assertThat(issuer.endpoints.asked()).isEmpty();
      assertThat(askFirst()).isEqualTo("allowed alice");
      assertThat(askFirst()).isEqualTo("allowed alice");
      assertThat(issuer.endpoints.asked()).containsExactly(Issuer.DISCOVERY, Issuer.JWKS);
    }

    @Test
    void goesStraightToAGivenAddress() {
      issuer.endpoints.answer("https://keys.example.com:8443/jwks", TestTokens.keySet("rsa1"));
      ReadyAuthorizer direct = issuer.authorizer(
          StandardAuthorizers.create(),
          Issuer.trusting().jwksUri("https://keys.example.com:8443/jwks").build());
      assertThat(outcome(direct.authorize(call(issuer.token())))).isEqualTo("allowed alice");
      assertThat(issuer.endpoints.asked()).containsExactly("https://keys.example.com:8443/jwks");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://id.example.com/keys",
          "http://127.0.0.1:9000/keys",
          "http://169.254.169.254/latest",
          "file:///etc/passwd",
          "ftp://id.example.com/keys",
          "https://id.example.com:99999/keys",
          "https://user@id.example.com/keys",
          "/keys",
          "id.example.com",
          "https://",
          ""
        })
    void doesNotFollowAnAddressThatNoDefinitionMayHave(String uri) {
      issuer.endpoints.answer(
          Issuer.DISCOVERY, "{\"issuer\":\"" + Issuer.NAME + "\",\"jwks_uri\":\"" + uri + "\"}");
      assertThat(askFirst()).isIn(DISCOVERY_FAILED, JWKS_FAILED);
      assertThat(issuer.endpoints.asked()).containsExactly(Issuer.DISCOVERY);
    }

    @Test
    void isSharedByThoseWhoWaitForTheFirstKeys() {
      CompletableFuture<TransportResult> later = new CompletableFuture<>();
      issuer.endpoints.answer(Issuer.JWKS, () -> later);
      List<CompletionStage<Authorization>> waiting = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        waiting.add(ask("rsa-1", "rsa1"));
      }
      assertThat(waiting).allMatch(stage -> outcome(stage).equals("pending"));
      later.complete(Endpoints.reply(200, Body.json(TestTokens.keySet("rsa1"))));
      assertThat(waiting).allMatch(stage -> outcome(stage).equals("allowed alice"));
      assertThat(fetches()).isEqualTo(1);
      assertThat(issuer.clock.pendingTimers()).isZero();
    }

    @Test
    void bringsTheRequestBackToItsOwnThread() {
      CompletableFuture<TransportResult> later = new CompletableFuture<>();
      issuer.endpoints.answer(Issuer.JWKS, () -> later);
      TestExecutor thread = TestExecutor.create(issuer.clock);
      AuthorizerCall call = call(issuer.token());
      CompletionStage<Authorization> stage = authorizer.authorize(
          AuthorizerCall.of(call.source(), call.kind(), call.scopes(), thread));
      later.complete(Endpoints.reply(200, Body.json(TestTokens.keySet("rsa1"))));
      assertThat(outcome(stage)).isEqualTo("pending");
      assertThat(thread.runAll()).isEqualTo(1);
      assertThat(outcome(stage)).isEqualTo("allowed alice");
    }
  }

  @Nested
  final class Rotation {

    @Test
    void isNoticedByTheFirstTokenOfTheNewKey() {
      assertThat(askFirst()).isEqualTo("allowed alice");
      issuer.clock.advance(Duration.ofSeconds(31));
      issuer.keys("rsa2");
      assertThat(outcome(ask("rsa-2", "rsa2"))).isEqualTo("allowed alice");
      assertThat(askFirst()).as("the old key is gone").isEqualTo(UNKNOWN);
      assertThat(fetches()).isEqualTo(2);
    }

    @Test
    void isWaitedForByAllTokensOfTheNewKey() {
      assertThat(askFirst()).isEqualTo("allowed alice");
      issuer.clock.advance(Duration.ofSeconds(31));
      CompletableFuture<TransportResult> later = new CompletableFuture<>();
      issuer.endpoints.answer(Issuer.JWKS, () -> later);
      CompletionStage<Authorization> first = ask("rsa-2", "rsa2");
      CompletionStage<Authorization> second = ask("rsa-2", "rsa2");
      assertThat(outcome(ask("other", "rsa2"))).isEqualTo(UNKNOWN);
      assertThat(askFirst()).as("the keys that are there go on").isEqualTo("allowed alice");
      later.complete(new TransportResult.Reply(
          200, Headers.empty(), Body.json(TestTokens.keySet("rsa1", "rsa2"))));
      assertThat(outcome(first)).isEqualTo("allowed alice");
      assertThat(outcome(second)).isEqualTo("allowed alice");
    }

    @Test
    void isNoticedInTheBackgroundAfterAnHour() {
      assertThat(askFirst()).isEqualTo("allowed alice");
      issuer.keys("rsa1", "rsa2");
      issuer.clock.advance(Duration.ofMinutes(59));
      authorizer.authorize(call(issuer.token()));
      assertThat(fetches()).isEqualTo(1);
      issuer.clock.advance(Duration.ofMinutes(1));
      assertThat(askFirst()).isEqualTo("allowed alice");
      assertThat(fetches()).isEqualTo(2);
      assertThat(outcome(ask("rsa-2", "rsa2"))).isEqualTo("allowed alice");
      assertThat(fetches()).isEqualTo(2);
    }
  }

  @Nested
  final class UnknownKeys {

    @Test
    void inAFloodCauseOneFetchInAnInterval() {
      assertThat(askFirst()).isEqualTo("allowed alice");
      issuer.clock.advance(Duration.ofSeconds(31));
      issuer.endpoints.answer(Issuer.JWKS, CompletableFuture::new);
      int waiting = 0;
      String token = issuer.token();
      String rest = token.substring(token.indexOf('.'));
      for (int i = 0; i < 10_000; i++) {
        String random = TestTokens.base64(Issuer.header("k" + i)) + rest;
        String outcome = outcome(authorizer.authorize(call(random)));
        waiting += outcome.equals("pending") ? 1 : 0;
        assertThat(outcome).isIn("pending", UNKNOWN);
        if (i % 10 == 0) {
          issuer.clock.advance(Duration.ofMillis(10));
        }
      }
      assertThat(waiting).isEqualTo(1);
      assertThat(fetches()).isEqualTo(2);
    }

    @Test
    void areAskedForAgainAfterThePause() {
      assertThat(outcome(ask("rsa-2", "rsa2"))).isEqualTo(UNKNOWN);
      issuer.keys("rsa1", "rsa2");
      issuer.clock.advance(Duration.ofSeconds(29));
      assertThat(outcome(ask("rsa-2", "rsa2"))).isEqualTo(UNKNOWN);
      issuer.clock.advance(Duration.ofSeconds(1));
      assertThat(outcome(ask("rsa-2", "rsa2"))).isEqualTo("allowed alice");
    }

    @Test
    void doNotPileUpWhileNoKeysHaveCome() {
      issuer.endpoints.answer(Issuer.DISCOVERY, CompletableFuture::new);
      int waiting = 0;
      String token = issuer.token();
      for (int i = 0; i < 5_000; i++) {
        waiting += outcome(authorizer.authorize(call(token))).equals("pending") ? 1 : 0;
      }
      assertThat(waiting).isEqualTo(1000);
      assertThat(issuer.endpoints.asked()).hasSize(1);
    }
  }
}
