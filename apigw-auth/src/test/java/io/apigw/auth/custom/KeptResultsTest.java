package io.apigw.auth.custom;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Request;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.Decision;
import io.apigw.api.authorize.PolicyDocument;
import io.apigw.api.authorize.RequestAuthorizer;
import io.apigw.api.authorize.TokenAuthorizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How long results are good, for which calls, and which are not kept at all (auth §3.4; abuse 69, 70, 72). */
class KeptResultsTest {

  private final List<String> asked = new ArrayList<>();

  @Test
  void resultIsGoodForFiveMinutesUnlessSaid() {
    Asking asking = token(token -> Decision.allow("ann"));
    asking.rest("GET/a", "t");
    asking.clock.advance(Duration.ofSeconds(299));
    assertThat(asking.rest("GET/b", "t")).isEqualTo("allowed ann");
    assertThat(asked).hasSize(1);
    asking.clock.advance(Duration.ofSeconds(1));
    asking.rest("GET/a", "t");
    assertThat(asked).hasSize(2);
  }

  @Test
  void sameAnswerIsTheVerySameStage() {
    Asking asking = token(token -> Decision.allow("ann"));
    asking.rest("GET/a", "t");
    CompletionStage<Authorization> first = asking.ask(asking.call(ApiKind.REST, "GET/a", "t"));
    assertThat(asking.ask(asking.call(ApiKind.REST, "GET/b", "t"))).isSameAs(first);
  }

  @Test
  void timeToLiveCanBeSetAndSwitchedOff() {
    Asking short1 = new Asking(TokenAuthorizer.of("a", this::ann).cacheTtl(Duration.ofSeconds(2)));
    short1.rest("GET/a", "t");
    short1.clock.advance(Duration.ofSeconds(2));
    short1.rest("GET/a", "t");
    assertThat(asked).hasSize(2);
    Asking off = new Asking(TokenAuthorizer.of("a", this::ann).cacheTtl(Duration.ZERO));
    off.rest("GET/a", "t");
    off.rest("GET/a", "t");
    assertThat(asked).hasSize(4);
  }

  @Test
  void timeCountsFromWhenItWasAsked() {
    CompletableFuture<Decision> later = new CompletableFuture<>();
    Asking asking = new Asking(RequestAuthorizer.async("a", call -> {
          asked.add("");
          return later;
        })
        .identitySources("$request.header.Authorization")
        .cacheTtl(Duration.ofSeconds(20)));
    var answer = asking.ask(asking.call(ApiKind.REST, "GET/a", "t"));
    asking.clock.advance(Duration.ofSeconds(5));
    later.complete(Decision.allow("ann"));
    assertThat(Asking.outcome(answer)).isEqualTo("allowed ann");
    asking.clock.advance(Duration.ofSeconds(14));
    asking.rest("GET/a", "t");
    assertThat(asked).hasSize(1);
    asking.clock.advance(Duration.ofSeconds(1));
    asking.rest("GET/a", "t");
    assertThat(asked).hasSize(2);
  }

  /** Abuse 70. */
  @Test
  void policyIsHeldAgainstEachCallAnew() {
    Asking asking =
        token(token -> Decision.policy("ann", PolicyDocument.allow(Asking.ARN + "/GET/a")));
    assertThat(asking.rest("GET/a", "t")).isEqualTo("allowed ann");
    assertThat(asking.rest("DELETE/admin", "t")).isEqualTo("ACCESS_DENIED");
    assertThat(asking.rest("GET/a", "t")).isEqualTo("allowed ann");
    assertThat(asked).hasSize(1);
  }

  @Test
  void refusalsByPolicyAreKeptAndUnknownCallersAndFaultsAreNot() {
    Asking denied = token(token -> Decision.deny());
    denied.rest("GET/a", "t");
    assertThat(denied.rest("GET/a", "t")).startsWith("ACCESS_DENIED");
    assertThat(asked).hasSize(1);
    Asking unknown = token(token -> Decision.unauthorized());
    unknown.rest("GET/a", "t");
    unknown.rest("GET/a", "t");
    assertThat(asked).hasSize(3);
    Asking broken = token(token -> {
      throw new IllegalStateException("broken");
    });
    broken.rest("GET/a", "t");
    broken.rest("GET/a", "t");
    assertThat(asked).hasSize(5);
    assertThat(unknown.kept() + broken.kept()).isZero();
  }

  @Test
  void answerThatComesTooLateIsNotKept() {
    CompletableFuture<Decision> later = new CompletableFuture<>();
    Asking asking = new Asking(RequestAuthorizer.async("a", call -> later)
        .identitySources("$request.header.Authorization"));
    var answer = asking.ask(asking.call(ApiKind.REST, "GET/a", "t"));
    asking.clock.advance(Duration.ofSeconds(10));
    later.complete(Decision.allow("ann"));
    assertThat(Asking.outcome(answer)).isEqualTo("allowed ann");
    assertThat(asking.kept()).isZero();
  }

  /** Abuse 69. */
  @Test
  void valuesOfDifferentSourcesAreNotMixedUp() {
    Asking asking = new Asking(RequestAuthorizer.of(
            "a",
            call -> Decision.allow(
                call.header("X-A").orElse("") + "|" + call.header("X-B").orElse("")))
        .identitySources("$request.header.X-A", "$request.header.X-B"));
    assertThat(asking.outcome(two(asking, "a", "bc"))).isEqualTo("allowed a|bc");
    assertThat(asking.outcome(two(asking, "ab", "c"))).isEqualTo("allowed ab|c");
    assertThat(asking.outcome(two(asking, "a,b", "c"))).isEqualTo("allowed a,b|c");
    assertThat(asking.outcome(two(asking, "a", "b,c"))).isEqualTo("allowed a|b,c");
    assertThat(asking.outcome(two(asking, "A", "bc"))).isEqualTo("allowed A|bc");
    assertThat(asking.kept()).isEqualTo(5);
  }

  /** Abuse 71: whichever of two values a function believes, its answer is not kept for one of them alone. */
  @Test
  void twoValuesOfOneSourceAreAnotherCallThanEither() {
    Asking asking = new Asking(
        RequestAuthorizer.of("a", call -> Decision.allow(call.header("X-A").orElse("")))
            .identitySources("$request.header.X-A"));
    for (ApiKind kind : List.of(ApiKind.REST, ApiKind.HTTP)) {
      Request both = Request.get("/a").withHeader("X-A", "good").withAddedHeader("x-a", "bad");
      assertThat(asking.outcome(asking.call(kind, "GET/a", both).build()))
          .isEqualTo("allowed good");
      assertThat(asking.outcome(asking
              .call(kind, "GET/a", Request.get("/a").withHeader("X-A", "bad"))
              .build()))
          .isEqualTo("allowed bad");
      assertThat(asking.outcome(asking
              .call(kind, "GET/a", Request.get("/a").withHeader("X-A", "good,bad"))
              .build()))
          .isEqualTo("allowed good,bad");
    }
  }

  /** Abuse 128. */
  @Test
  void whatIsKeptIsBoundedByNumberAndSize() {
    Asking asking = new Asking(TokenAuthorizer.of("a", this::ann), 100);
    for (int i = 0; i < 1000; i++) {
      asking.rest("GET/a", "t" + i);
    }
    assertThat(asking.kept()).isBetween(1L, 100L);
    Asking large = new Asking(TokenAuthorizer.of("a", this::ann), 100);
    for (int i = 0; i < 100; i++) {
      large.rest("GET/a", "x".repeat(10 * 1024) + i);
    }
    assertThat(large.kept()).isBetween(1L, 10L);
  }

  @Test
  void routesCanHaveResultsOfTheirOwn() {
    Asking asking = new Asking(RequestAuthorizer.of("a", this::ann)
        .identitySources("$request.header.Authorization", "$context.routeKey"));
    for (String route : List.of("GET /a", "GET /b", "GET /a")) {
      asking.outcome(asking
          .call(ApiKind.HTTP, "GET/a", Request.get("/a").withHeader("Authorization", "t"))
          .context("routeKey", route)
          .build());
    }
    assertThat(asked).hasSize(2);
  }

  private static AuthorizerCall two(Asking asking, String a, String b) {
    Request request = Request.get("/a").withHeader("X-A", a).withHeader("X-B", b);
    return asking.call(ApiKind.REST, "GET/a", request).build();
  }

  private Asking token(Function<String, Decision> decide) {
    return new Asking(TokenAuthorizer.of("a", call -> {
      String token = call.header("Authorization").orElseThrow();
      asked.add(token);
      return decide.apply(token);
    }));
  }

  private Decision ann(AuthorizerCall call) {
    asked.add(call.request().target());
    return Decision.allow("ann");
  }
}
