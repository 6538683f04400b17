package io.apigw.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.apigw.api.JsonObject;
import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Permit;
import io.apigw.api.throttle.Rate;
import io.apigw.api.validate.Model;
import io.apigw.api.validate.SchemaValidator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FakesTest {

  private final TestClock clock = TestClock.create();
  private final EngineContext context = TestContext.of(clock);

  @Nested
  class OfLimits {

    private final FakeLimits limits = FakeLimits.create();
    private final Limiter limiter =
        ready(limits.prepare("orders/prod", Rate.perSecond(1), context));

    @Test
    void answerWhatIsLinedUpAndThenLetPass() {
      limits
          .thenRefuse()
          .then(CompletableFuture.failedStage(new IllegalStateException("store is away")));
      assertThat(passes(limiter.acquire("a"))).isFalse();
      assertThat(limiter.acquire("b").toCompletableFuture()).isCompletedExceptionally();
      assertThat(passes(limiter.acquire("c"))).isTrue();
      limiter.giveBack("c");
      assertThat(limits.prepared()).containsExactly("orders/prod");
      assertThat(limits.taken()).extracting(FakeLimits.Taken::key).containsExactly("a", "b", "c");
      assertThat(limits.givenBack()).containsExactly(new FakeLimits.Taken("orders/prod", "c"));
    }

    @Test
    void refuseOneKeyOrLimitForGood() {
      limits.refuse("mallory");
      assertThat(passes(limiter.acquire("mallory"))).isFalse();
      assertThat(passes(limiter.acquire("mallory"))).isFalse();
      assertThat(passes(limiter.acquire("alice"))).isTrue();
      limits.refuse("orders/prod");
      assertThat(passes(limiter.acquire("alice"))).isFalse();
    }

    @Test
    void answerLater() {
      LaterAnswer<Permit> later = limits.thenLater();
      CompletionStage<Permit> answer = limiter.acquire("a");
      assertThat(answer.toCompletableFuture()).isNotDone();
      later.give(Permit.granted());
      assertThat(passes(answer)).isTrue();
    }

    private boolean passes(CompletionStage<Permit> answer) {
      return Waits.valueOf("permit", answer).match(granted -> true, refused -> false);
    }
  }

  @Nested
  class OfAuthorizers {

    private final FakeAuthorizers authorizers = FakeAuthorizers.create();
    private final JwtAuthorizer definition =
        JwtAuthorizer.of("login", "https://issuer.example", "orders");
    private final ReadyAuthorizer ready = ready(authorizers.prepare(definition, context));
    private final AuthorizerCall call = AuthorizerCall.builder(Request.get("/")).build();

    @Test
    void decideWhatIsLinedUpAndThenLetIn() {
      Rejection rejection = Rejection.of(GatewayResponseType.UNAUTHORIZED);
      authorizers.thenAllow("alice").thenDeny(rejection);
      assertThat(decision()).isEqualTo(new Authorization.Allowed(Principal.of("alice")));
      assertThat(decision()).isEqualTo(new Authorization.Denied(rejection));
      assertThat(decision()).isEqualTo(new Authorization.Allowed(Principal.of("test")));
      assertThat(authorizers.accepts(definition)).isTrue();
      assertThat(authorizers.prepared()).containsExactly(definition);
      assertThat(authorizers.calls()).containsExactly(call, call, call);
    }

    @Test
    void decideLaterOrByAFunction() {
      LaterAnswer<Authorization> later = authorizers.thenLater();
      CompletionStage<Authorization> answer = ready.authorize(call);
      later.fail(new IllegalStateException("away"));
      assertThat(answer.toCompletableFuture()).isCompletedExceptionally();
      authorizers.always(asked -> CompletableFuture.completedFuture(
          new Authorization.Allowed(Principal.of(asked.request().path()))));
      assertThat(decision()).isEqualTo(new Authorization.Allowed(Principal.of("/")));
    }

    private Authorization decision() {
      return Waits.valueOf("decision", ready.authorize(call));
    }
  }

  @Test
  void schemasFindWhatTheyAreTold() {
    FakeSchemas schemas = FakeSchemas.create().find("Order", "quantity: expected 1 or more");
    SchemaValidator order = ready(schemas.prepare(Model.of("Order", "{}"), context));
    SchemaValidator other = ready(schemas.prepare(Model.of("Other", "{}"), context));
    assertThat(order.violations(JsonObject.empty()))
        .containsExactly("quantity: expected 1 or more");
    assertThat(other.violations(JsonObject.empty())).isEmpty();
    assertThat(schemas.documents()).containsExactly(JsonObject.empty(), JsonObject.empty());
  }

  @Nested
  class OfExecutors {

    private final TestExecutor executor = TestExecutor.create(clock);
    private final List<String> ran = new ArrayList<>();

    @Test
    void runTasksWhenTheTestSaysSo() {
      executor.execute(() -> {
        ran.add("first");
        executor.execute(() -> ran.add("second"));
      });
      assertThat(ran).isEmpty();
      assertThat(executor.waiting()).isEqualTo(1);
      assertThat(executor.runAll()).isEqualTo(2);
      assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void bringTimersOntoTheirThread() {
      executor.schedule(() -> ran.add("timer"), Duration.ofSeconds(1));
      executor.schedule(() -> ran.add("never"), Duration.ofSeconds(1)).cancel();
      clock.advance(Duration.ofSeconds(1));
      assertThat(ran).isEmpty();
      executor.runAll();
      assertThat(ran).containsExactly("timer");
    }

    @Test
    void runWhatIsRegisteredForAClientThatGoesOnce() {
      executor.onCancel(() -> ran.add("one"));
      executor.cancel();
      executor.cancel();
      executor.onCancel(() -> ran.add("too late"));
      assertThat(ran).containsExactly("one", "too late");
    }

    @Test
    void refuseTasksOnceTheyAreStopped() {
      executor.stop();
      assertThatExceptionOfType(RejectedExecutionException.class)
          .isThrownBy(() -> executor.execute(() -> {}));
    }

    @Test
    void runBackgroundWorkWhereItIsHandedIn() {
      context.background().execute(() -> ran.add("now"));
      context.background().schedule(() -> ran.add("later"), Duration.ofSeconds(1));
      context.background().onCancel(() -> ran.add("never"));
      clock.advance(Duration.ofSeconds(1));
      assertThat(ran).containsExactly("now", "later");
    }
  }

  private static <T> T ready(Prepared<T> prepared) {
    return prepared.<T>match(step -> step, problems -> {
      throw new AssertionError(problems);
    });
  }
}
