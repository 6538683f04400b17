package io.apigw.auth;

import static io.apigw.auth.Issuer.call;
import static io.apigw.auth.Issuer.invalid;
import static io.apigw.auth.Issuer.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.ReadyAuthorizer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyOutageTest {

  private static final String DISCOVERY_FAILED =
      invalid("OIDC discovery endpoint communication error");
  private static final String JWKS_FAILED = invalid("JWKS communication error");

  private final Issuer issuer = new Issuer();
  private final ReadyAuthorizer authorizer = issuer.authorizer();
  private int count;

  private CompletionStage<Authorization> ask() {
    String claims = issuer.claims(",\"n\":" + count++);
    return authorizer.authorize(call(TestTokens.rs256(Issuer.header("rsa-1"), claims, "rsa1")));
  }

  private int fetches() {
    return (int) issuer.endpoints.asked().stream().filter(Issuer.JWKS::equals).count();
  }

  @Nested
  final class Outage {

    @Test
    void ofDiscoveryIsA401ThatSaysSo() {
      issuer.endpoints.fail(Issuer.DISCOVERY);
      assertThat(outcome(ask())).isEqualTo(DISCOVERY_FAILED);
    }

    @Test
    void ofKeysIsA401ThatSaysSoAndIsTriedAgainAfterTenSeconds() {
      issuer.endpoints.fail(Issuer.JWKS);
      assertThat(outcome(ask())).isEqualTo(JWKS_FAILED);
      issuer.keys("rsa1");
      issuer.clock.advance(Duration.ofSeconds(9));
      assertThat(outcome(ask())).isEqualTo(JWKS_FAILED);
      assertThat(fetches()).isEqualTo(1);
      issuer.clock.advance(Duration.ofSeconds(1));
      assertThat(outcome(ask())).isEqualTo("allowed alice");
    }

    @Test
    void isBornWithTheOldKeysForTwoHoursAndThenCloses() {
      assertThat(outcome(ask())).isEqualTo("allowed alice");
      issuer.endpoints.fail(Issuer.JWKS);
      for (int minute = 0; minute < 119; minute++) {
        issuer.clock.advance(Duration.ofMinutes(1));
        assertThat(outcome(ask())).isEqualTo("allowed alice");
      }
      String token = TestTokens.rs256(Issuer.header("rsa-1"), issuer.claims(), "rsa1");
      assertThat(outcome(authorizer.authorize(call(token)))).isEqualTo("allowed alice");
      issuer.clock.advance(Duration.ofMinutes(1));
      assertThat(outcome(ask())).isEqualTo(JWKS_FAILED);
      assertThat(outcome(authorizer.authorize(call(token))))
          .as("a cached token too")
          .isEqualTo(JWKS_FAILED);
      assertThat(fetches()).isLessThan(70);
    }

    @Test
    void thatHangsEndsAfter1500MillisecondsAndLetsGo() {
      issuer.endpoints.answer(Issuer.JWKS, CompletableFuture::new);
      CompletionStage<Authorization> waiting = ask();
      issuer.clock.advance(Duration.ofMillis(1499));
      assertThat(outcome(waiting)).isEqualTo("pending");
      issuer.clock.advance(Duration.ofMillis(1));
      assertThat(outcome(waiting)).isEqualTo(JWKS_FAILED);
      assertThat(issuer.endpoints.transport.cancelled()).isEqualTo(1);
      assertThat(issuer.clock.pendingTimers()).isZero();
    }

    @Test
    void thatDripsEndsAfter1500MillisecondsAndLetsGo() {
      Drip drip = new Drip();
      issuer.endpoints.answer(Issuer.JWKS, 200, () -> Body.stream(drip));
      CompletionStage<Authorization> waiting = ask();
      for (int i = 0; i < 15; i++) {
        drip.drop(1);
        assertThat(outcome(waiting)).isEqualTo("pending");
        issuer.clock.advance(Duration.ofMillis(100));
      }
      assertThat(outcome(waiting)).isEqualTo(JWKS_FAILED);
      assertThat(drip.cancelled).hasValue(1);
    }

    @Test
    void ofTheTransportItselfIsNoFault() {
      issuer.endpoints.answer(
          Issuer.JWKS, () -> CompletableFuture.failedFuture(new IllegalStateException("broken")));
      assertThat(outcome(ask())).isEqualTo(JWKS_FAILED);
      issuer.clock.advance(Duration.ofSeconds(10));
      issuer.endpoints.answer(Issuer.JWKS, () -> {
        throw new IllegalStateException("broken");
      });
      assertThat(outcome(ask())).isEqualTo(JWKS_FAILED);
    }
  }

  @Nested
  final class HostileEndpoint {

    @ParameterizedTest
    @CsvSource({"301", "302", "307", "204", "206", "404", "500", "100"})
    void withAnotherStatusThan200IsAFailure(int status) {
      issuer.endpoints.answer(Issuer.JWKS, status, () -> Body.json(TestTokens.keySet("rsa1")));
      assertThat(outcome(ask())).isEqualTo(JWKS_FAILED);
      assertThat(issuer.endpoints.asked()).containsExactly(Issuer.DISCOVERY, Issuer.JWKS);
    }

    @Test
    void withTooLongABodyIsCutOff() {
      Drip drip = new Drip();
      issuer.endpoints.answer(Issuer.JWKS, 200, () -> Body.stream(drip));
      CompletionStage<Authorization> waiting = ask();
      drip.drop(150_000);
      assertThat(outcome(waiting)).isEqualTo("pending");
      drip.drop(1);
      assertThat(outcome(waiting)).isEqualTo(JWKS_FAILED);
      assertThat(drip.cancelled).hasValue(1);
      drip.drop(100_000_000);
    }

    @Test
    void thatAnnouncesTooLongABodyIsNotRead() {
      Drip drip = new Drip();
      issuer.endpoints.answer(Issuer.JWKS, 200, () -> Body.stream(drip, 150_001));
      assertThat(outcome(ask())).isEqualTo(JWKS_FAILED);
      assertThat(drip.cancelled).as("the stream was given back").hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "{}",
          "{\"keys\":[]}",
          "\u001f\u008b\b",
          "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"rsa-1\"}]}"
        })
    void leavesTheOldKeysInPlace(String answer) {
      assertThat(outcome(ask())).isEqualTo("allowed alice");
      issuer.endpoints.answer(Issuer.JWKS, answer);
      issuer.clock.advance(Duration.ofMinutes(61));
      assertThat(outcome(ask())).isEqualTo("allowed alice");
      assertThat(fetches()).isEqualTo(2);
      assertThat(outcome(ask())).isEqualTo("allowed alice");
    }

    @Test
    void thatBreaksOffIsAFailure() {
      Drip drip = new Drip();
      issuer.endpoints.answer(Issuer.JWKS, 200, () -> Body.stream(drip));
      CompletionStage<Authorization> waiting = ask();
      drip.drop(10);
      drip.breakOff();
      assertThat(outcome(waiting)).isEqualTo(JWKS_FAILED);
    }
  }

  /** A body that a test lets come bit by bit; no client need ask for it. */
  private static final class Drip implements Flow.Publisher<ByteBuffer> {

    private final AtomicInteger cancelled = new AtomicInteger();
    private final List<Flow.Subscriber<? super ByteBuffer>> subscribers = new ArrayList<>();

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      subscribers.add(subscriber);
      subscriber.onSubscribe(new Flow.Subscription() {
        @Override
        public void request(long n) {
          // comes when the test says so
        }

        @Override
        public void cancel() {
          cancelled.incrementAndGet();
        }
      });
    }

    void drop(int bytes) {
      subscribers.forEach(subscriber -> subscriber.onNext(ByteBuffer.allocate(bytes)));
    }

    void breakOff() {
      subscribers.forEach(
          subscriber -> subscriber.onError(new IllegalStateException("connection reset")));
    }
  }
}
