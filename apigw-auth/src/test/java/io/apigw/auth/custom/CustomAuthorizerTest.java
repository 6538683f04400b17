package io.apigw.auth.custom;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonArray;
import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerFunction;
import io.apigw.api.authorize.Decision;
import io.apigw.api.authorize.PolicyDocument;
import io.apigw.api.authorize.RequestAuthorizer;
import io.apigw.api.authorize.TokenAuthorizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that decide, and what comes of their decisions (auth §3.1, §3.3, §3.5; abuse 71 to 73). */
class CustomAuthorizerTest {

  private static final String EXPLICIT = "ACCESS_DENIED: User is not authorized to access this"
      + " resource with an explicit deny in an identity-based policy";

  @Test
  void functionLetsTheCallerInWithWhatItSaysOfThem() {
    Asking rest = asking(call -> Decision.allow("ann")
        .with("plan", "gold")
        .with("seats", JsonValue.of(3))
        .with("paid", JsonValue.of(true))
        .usageKey("k1"));
    Authorization.Allowed ofRest = allowed(rest, ApiKind.REST);
    assertThat(ofRest.principal())
        .isEqualTo(Principal.of("ann")
            .with("plan", JsonValue.of("gold"))
            .with("seats", JsonValue.of("3"))
            .with("paid", JsonValue.of("true")));
    assertThat(ofRest.usageKey().orElseThrow().reveal()).isEqualTo("k1");
    assertThat(ofRest.toString()).doesNotContain("k1").doesNotContain("gold");

    Authorization.Allowed ofHttp = allowed(rest, ApiKind.HTTP);
    assertThat(ofHttp.principal().find("seats")).contains(JsonValue.of(3));
    assertThat(ofHttp.principal().find("paid")).contains(JsonValue.of(true));
  }

  @Test
  void contextOfARestApiIsFlatAndThatOfAnHttpApiNeedNotBe() {
    Asking asking = asking(call -> Decision.allow("ann")
        .with("roles", JsonArray.of(List.of(JsonValue.of("a"), JsonValue.of("b")))));
    assertThat(asking.rest("GET/a", "t")).startsWith("fault ").contains("context.roles");
    assertThat(allowed(asking, ApiKind.HTTP).principal().text("roles")).isEqualTo("[\"a\",\"b\"]");
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiKind.class,
      names = {"REST", "HTTP"})
  void nameThatAwsReservesIsAFault(ApiKind kind) {
    Asking asking = asking(call -> Decision.allow("ann").with("claims", "x"));
    assertThat(asking.outcome(asking.call(kind, "GET/a", "t"))).contains("context.claims");
  }

  @Test
  void refusalsAreWordedAsAwsDoes() {
    assertThat(asking(call -> Decision.unauthorized()).rest("GET/a", "t"))
        .isEqualTo("UNAUTHORIZED");
    assertThat(asking(call -> Decision.deny()).rest("GET/a", "t")).isEqualTo(EXPLICIT);
    assertThat(asking(call -> Decision.deny()).http("GET/a", "t")).isEqualTo("ACCESS_DENIED");
    Asking denied = asking(call -> Decision.policy("ann", PolicyDocument.deny(Asking.ARN + "/*")));
    assertThat(denied.rest("GET/a", "t")).isEqualTo(EXPLICIT);
    assertThat(denied.http("GET/a", "t")).isEqualTo("ACCESS_DENIED");
    Asking silent =
        asking(call -> Decision.policy("ann", PolicyDocument.allow(Asking.ARN + "/GET/b")));
    assertThat(silent.rest("GET/a", "t")).isEqualTo("ACCESS_DENIED");
    assertThat(silent.http("GET/a", "t")).isEqualTo("ACCESS_DENIED");
  }

  @Test
  void callerWhosePolicyIsSilentCouldBeLetInByTheApis() {
    Asking asking =
        asking(call -> Decision.policy("ann", PolicyDocument.allow(Asking.ARN + "/GET/b")));
    Authorization.Denied denied =
        (Authorization.Denied) asking.authorization(asking.call(ApiKind.REST, "GET/a", "t"));
    assertThat(denied.otherwise().orElseThrow().principal().id()).isEqualTo("ann");
    Asking explicit =
        asking(call -> Decision.policy("ann", PolicyDocument.deny(Asking.ARN + "/GET/a")));
    assertThat(((Authorization.Denied)
                explicit.authorization(explicit.call(ApiKind.REST, "GET/a", "t")))
            .otherwise())
        .isEmpty();
  }

  @Test
  void failureOfExactlyAwsWordsIsARefusalAndEveryOtherAFault() {
    assertThat(failing(new Exception("Unauthorized")).rest("GET/a", "t")).isEqualTo("UNAUTHORIZED");
    for (String other : List.of("unauthorized", "Error: Unauthorized", "Unauthorized ", "")) {
      assertThat(failing(new Exception(other)).rest("GET/a", "t")).startsWith("fault ");
    }
    assertThat(failing(new NullPointerException()).rest("GET/a", "t")).startsWith("fault ");
    Asking later = new Asking(RequestAuthorizer.async(
        "later", call -> CompletableFuture.failedFuture(new Exception("Unauthorized"))));
    assertThat(later.rest("GET/a", "t")).isEqualTo("UNAUTHORIZED");
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless function does
  void nothingIsAFault() {
    assertThat(asking(call -> null).rest("GET/a", "t")).startsWith("fault ");
    assertThat(new Asking(RequestAuthorizer.async("a", call -> null)).rest("GET/a", "t"))
        .startsWith("fault ");
    assertThat(new Asking(
                RequestAuthorizer.async("a", call -> CompletableFuture.completedFuture(null)))
            .rest("GET/a", "t"))
        .startsWith("fault ");
  }

  @Test
  void policyThatCannotBeReadIsAFault() {
    for (String policy : List.of(
        "",
        "{",
        "[]",
        "{\"Statement\":[]}",
        "{\"Statement\":{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\","
            + "\"Condition\":{\"StringAlmostEquals\":{\"a\":\"b\"}}}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:"
            + "x".repeat(1_000_000) + "\"}}")) {
      assertThat(asking(call -> Decision.policy("ann", PolicyDocument.json(policy)))
              .rest("GET/a", "t"))
          .startsWith("fault ")
          .contains("policyDocument");
    }
    assertThat(asking(call -> Decision.allow("")).rest("GET/a", "t")).startsWith("fault ");
    assertThat(asking(call -> Decision.allow("ann").with("big", "x".repeat(1_000_000)))
            .rest("GET/a", "t"))
        .startsWith("fault ");
  }

  @Test
  void functionOnAnExecutorMayBlockAndOneThatIsFullIsAFault() {
    List<Runnable> tasks = new ArrayList<>();
    Asking asking =
        new Asking(RequestAuthorizer.of("a", tasks::add, call -> Decision.allow("ann")));
    var answer = asking.ask(asking.call(ApiKind.REST, "GET/a", "t")).toCompletableFuture();
    assertThat(answer).isNotDone();
    tasks.get(0).run();
    assertThat(Asking.outcome(answer)).isEqualTo("allowed ann");

    Asking full = new Asking(RequestAuthorizer.of(
        "a",
        task -> {
          throw new RejectedExecutionException("full");
        },
        call -> Decision.allow("ann")));
    assertThat(full.rest("GET/a", "t")).startsWith("fault ").contains("full");
  }

  @Test
  void conditionsOfAPolicySeeTheCall() {
    Asking asking = asking(
        call -> Decision.policy(
            "ann",
            PolicyDocument.json(
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"execute-api:Invoke\","
                    + "\"Resource\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}}}}")));
    assertThat(asking.rest("GET/a", "t")).isEqualTo("allowed ann");
    assertThat(asking.outcome(asking
            .call(ApiKind.REST, "GET/a", Request.get("/a"))
            .context("identity.sourceIp", "198.51.100.1")
            .build()))
        .isEqualTo("ACCESS_DENIED");
  }

  @Test
  void everyIdentitySourceMustBeThereOrNobodyIsAsked() {
    List<String> asked = new ArrayList<>();
    Asking asking = new Asking(RequestAuthorizer.of("a", call -> {
          asked.add(call.request().target());
          return Decision.allow("ann");
        })
        .identitySources(
            "method.request.header.X-Tenant",
            "$request.querystring.key",
            "stageVariables.realm",
            "$context.identity.sourceIp")
        .cacheTtl(Duration.ZERO));
    Request whole = Request.get("/a?key=1").withHeader("x-tenant", "t1");
    assertThat(asking.outcome(asking
            .call(ApiKind.REST, "GET/a", whole)
            .stageVariable("realm", "r")
            .build()))
        .isEqualTo("allowed ann");
    assertThat(asked).hasSize(1);
    assertThat(asking.outcome(asking.call(ApiKind.REST, "GET/a", whole).build()))
        .isEqualTo("UNAUTHORIZED");
    for (Request lacking : List.of(
        Request.get("/a?key=1"),
        Request.get("/a").withHeader("X-Tenant", "t1"),
        Request.get("/a?key=").withHeader("X-Tenant", "t1"),
        Request.get("/a?KEY=1").withHeader("X-Tenant", "t1"),
        Request.get("/a?key=1").withHeader("X-Tenant", ""),
        Request.get("/a?key=1").withHeader("X-Tenant", "t1").withAddedHeader("X-Tenant", ""))) {
      assertThat(asking.outcome(asking
              .call(ApiKind.HTTP, "GET/a", lacking)
              .stageVariable("realm", "r")
              .build()))
          .as(lacking.target() + lacking.headers())
          .isEqualTo("UNAUTHORIZED");
    }
    assertThat(asked).hasSize(1);
  }

  @Test
  void functionWithoutIdentitySourcesIsAlwaysAsked() {
    Asking asking = asking(call -> Decision.allow("ann"));
    assertThat(
            asking.outcome(asking.call(ApiKind.REST, "GET/a", Request.get("/a")).build()))
        .isEqualTo("allowed ann");
  }

  @Test
  void tokenIsOneHeaderOfTheRightForm() {
    List<String> asked = new ArrayList<>();
    Asking asking = new Asking(TokenAuthorizer.of("a", call -> {
          asked.add(call.header("Authorization").orElseThrow());
          return Decision.allow("ann");
        })
        .validation("Bearer [a-z]+"));
    assertThat(asking.rest("GET/a", "Bearer abc")).isEqualTo("allowed ann");
    assertThat(asking.rest("GET/a", "Bearer abc!")).isEqualTo("allowed ann");
    assertThat(asked).containsExactly("Bearer abc", "Bearer abc!");
    for (String wrong :
        List.of("", " ", "bearer abc", "Bearer ABC", " Bearer abc", "x Bearer abc")) {
      assertThat(asking.rest("GET/a", wrong)).as(wrong).isEqualTo("UNAUTHORIZED");
    }
    Request twice = Request.get("/a")
        .withHeader("Authorization", "Bearer abc")
        .withAddedHeader("authorization", "Bearer xyz");
    assertThat(asking.outcome(asking.call(ApiKind.REST, "GET/a", twice).build()))
        .isEqualTo("UNAUTHORIZED");
    assertThat(asked).hasSize(2);
  }

  /** Abuse 73. */
  @ParameterizedTest
  @ValueSource(strings = {"^(a+)+$", "(a|aa)+$", "(.*a){20}$"})
  @Timeout(5)
  void validationThatWouldTakeForEverGivesUpAndRefuses(String regex) {
    Asking asking =
        new Asking(TokenAuthorizer.of("a", call -> Decision.allow("ann")).validation(regex));
    assertThat(asking.rest("GET/a", "a".repeat(40) + "!")).isEqualTo("UNAUTHORIZED");
  }

  private static Asking asking(AuthorizerFunction function) {
    return new Asking(RequestAuthorizer.of("a", function));
  }

  private static Asking failing(Exception failure) {
    return asking(call -> {
      throw failure;
    });
  }

  private static Authorization.Allowed allowed(Asking asking, ApiKind kind) {
    return (Authorization.Allowed) asking.authorization(asking.call(kind, "GET/a", "t"));
  }
}
