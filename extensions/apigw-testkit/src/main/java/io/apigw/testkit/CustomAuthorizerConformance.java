package io.apigw.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Request;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.authorize.AuthorizerFunction;
import io.apigw.api.authorize.Decision;
import io.apigw.api.authorize.PolicyDocument;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.authorize.RequestAuthorizer;
import io.apigw.api.engine.Prepared;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every {@link AuthorizerEngine} that executes custom authorizers keeps to: their faults let nobody in, what they say
 * is kept for the same caller only, and a policy is held against each call anew. A subclass gives the engine.
 */
public abstract class CustomAuthorizerConformance {

  private static final String ARN = "arn:aws:execute-api:local:000000000000:orders/prod/";

  private final TestClock clock = TestClock.create();
  private final AtomicInteger asked = new AtomicInteger();

  /** For subclasses. */
  protected CustomAuthorizerConformance() {}

  /**
   * Makes an engine that has seen no call.
   *
   * @return the engine
   */
  protected abstract AuthorizerEngine engine();

  /** Each decision comes to what it says. */
  @Test
  protected void decisionsCount() {
    assertThat(outcome(ready(call -> Decision.allow("ann")), "GET/a", "t"))
        .isEqualTo("allowed ann");
    assertThat(outcome(ready(call -> Decision.deny()), "GET/a", "t")).isEqualTo("ACCESS_DENIED");
    assertThat(outcome(ready(call -> Decision.unauthorized()), "GET/a", "t"))
        .isEqualTo("UNAUTHORIZED");
    assertThat(outcome(
            ready(call -> {
              throw new Exception("Unauthorized");
            }),
            "GET/a",
            "t"))
        .isEqualTo("UNAUTHORIZED");
  }

  /** Whatever goes wrong in a function admits nobody. */
  @Test
  @SuppressWarnings("NullAway") // what a careless function does
  protected void faultsAdmitNobody() {
    List<AuthorizerFunction> faults = List.of(
        call -> null,
        call -> {
          throw new IllegalStateException("this exception belongs to a test");
        },
        call -> Decision.policy("ann", PolicyDocument.json("{")),
        call -> Decision.policy("ann", PolicyDocument.json("{\"Statement\":[]}")),
        call -> Decision.policy(
            "ann",
            PolicyDocument.json(
                "{\"Statement\":{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}}")));
    for (AuthorizerFunction fault : faults) {
      ReadyAuthorizer ready = ready(fault);
      assertThat(outcome(ready, "GET/a", "t")).isEqualTo("fault");
      assertThat(outcome(ready, "GET/a", "t")).as("the second time").isEqualTo("fault");
    }
    List<CompletionStage<Decision>> stages = List.of(
        CompletableFuture.completedFuture(null),
        CompletableFuture.failedFuture(
            new IllegalStateException("this exception belongs to a test")));
    for (CompletionStage<Decision> stage : stages) {
      assertThat(outcome(prepare(RequestAuthorizer.async("test", call -> stage)), "GET/a", "t"))
          .isEqualTo("fault");
    }
  }

  /** Without one of the values that identify a caller nobody is asked. */
  @Test
  protected void nobodyIsAskedWithoutIdentity() {
    ReadyAuthorizer ready = ready(call -> Decision.allow("ann"));
    for (Request lacking : List.of(
        Request.get("/"),
        Request.get("/").withHeader("X-Caller", ""),
        Request.get("/?X-Caller=t").withHeader("X-Other", "t"))) {
      assertThat(outcome(ready, call("GET/a", lacking))).isEqualTo("UNAUTHORIZED");
    }
    assertThat(asked).hasValue(0);
  }

  /** A result is kept for its time, and for one caller only. */
  @Test
  protected void resultsAreKeptForTheSameCaller() {
    ReadyAuthorizer ready = ready(call -> Decision.allow(call.header("X-Caller").orElseThrow()));
    for (int i = 0; i < 3; i++) {
      assertThat(outcome(ready, "GET/a", "ann")).isEqualTo("allowed ann");
      assertThat(outcome(ready, "GET/b", "bob")).isEqualTo("allowed bob");
    }
    assertThat(asked).hasValue(2);
    clock.advance(Duration.ofSeconds(60));
    outcome(ready, "GET/a", "ann");
    assertThat(asked).hasValue(3);
  }

  /** A kept policy lets nobody in where it does not say so. */
  @Test
  protected void keptPolicyIsHeldAgainstEachCall() {
    ReadyAuthorizer ready =
        ready(call -> Decision.policy("ann", PolicyDocument.allow(ARN + "GET/a")));
    for (int i = 0; i < 2; i++) {
      assertThat(outcome(ready, "GET/a", "t")).isEqualTo("allowed ann");
      assertThat(outcome(ready, "GET/b", "t")).isEqualTo("ACCESS_DENIED");
      assertThat(outcome(ready, "DELETE/a", "t")).isEqualTo("ACCESS_DENIED");
    }
    assertThat(asked).hasValue(1);
  }

  /** Refusals as unknown are not kept: whoever is known later gets in. */
  @Test
  protected void unknownCallersAreAskedAboutAgain() {
    ReadyAuthorizer ready =
        ready(call -> asked.get() > 1 ? Decision.allow("ann") : Decision.unauthorized());
    assertThat(outcome(ready, "GET/a", "t")).isEqualTo("UNAUTHORIZED");
    assertThat(outcome(ready, "GET/a", "t")).isEqualTo("allowed ann");
  }

  private ReadyAuthorizer ready(AuthorizerFunction function) {
    return prepare(RequestAuthorizer.of("test", call -> {
          asked.incrementAndGet();
          return function.decide(call);
        })
        .identitySources("$request.header.X-Caller")
        .cacheTtl(Duration.ofSeconds(60)));
  }

  private ReadyAuthorizer prepare(RequestAuthorizer definition) {
    Prepared<ReadyAuthorizer> prepared = engine().prepare(definition, TestContext.of(clock));
    return prepared.<ReadyAuthorizer>match(ready -> ready, problems -> {
      throw new AssertionError("expected a ready authorizer but was " + problems);
    });
  }

  private AuthorizerCall call(String verbAndPath, Request request) {
    return AuthorizerCall.builder(
            request.toBuilder().executor(TestContext.background(clock)).build())
        .kind(ApiKind.HTTP)
        .context("methodArn", ARN + verbAndPath)
        .build();
  }

  private String outcome(ReadyAuthorizer ready, String verbAndPath, String caller) {
    return outcome(ready, call(verbAndPath, Request.get("/").withHeader("X-Caller", caller)));
  }

  /** In words; whatever is thrown or fails is a fault, which the gateway refuses with 500. */
  private static String outcome(ReadyAuthorizer ready, AuthorizerCall call) {
    CompletionStage<Authorization> answer;
    try {
      answer = ready.authorize(call);
    } catch (RuntimeException fault) {
      return "fault";
    }
    return Waits.valueOf(
        "decision",
        answer.handle((decision, fault) -> fault != null || decision == null
            ? "fault"
            : decision.<String>match(
                allowed -> "allowed " + allowed.principal().id(),
                denied -> denied.rejection().type().name())));
  }
}
