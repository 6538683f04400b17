package io.apigw.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Connection;
import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.authorize.AccessPolicy.Effect;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.authorize.PolicyDocument;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.authorize.ReadyPolicy;
import io.apigw.api.authorize.TokenAuthorizer;
import io.apigw.api.engine.Prepared;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.testkit.TestClock;
import io.apigw.testkit.TestContext;
import io.apigw.testkit.TestExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy of an API and who its authorizers let in, together (auth §7, data-plane §1.4; abuse 63). */
class ApiPolicyTest {

  private static final String API = "arn:aws:execute-api:us-east-1:123456789012:abc123abc1";
  private static final String ARN = API + "/Prod/POST/x";
  private static final String ANONYMOUS =
      "ACCESS_DENIED: User: anonymous is not authorized to perform: execute-api:Invoke on resource:"
          + " arn:aws:execute-api:us-east-1:********9012:abc123abc1/Prod/POST/x";
  private static final String EXPLICIT =
      ANONYMOUS + " with an explicit deny in a resource-based policy";
  private static final String IMPLICIT =
      ANONYMOUS + " because no resource-based policy allows the execute-api:Invoke action";

  private static final Authorizer CUSTOM = TokenAuthorizer.named("custom");
  private static final Authorizer JWT = JwtAuthorizer.of("jwt", "https://id.example.com", "a");
  private static final Authorization.Allowed ANN = new Authorization.Allowed(Principal.of("ann"));
  private static final Rejection REFUSAL = Rejection.of(GatewayResponseType.ACCESS_DENIED, "own");

  private final TestClock clock = TestClock.create();
  private final List<String> asked = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "SAME_ACCOUNT,  ALLOW,  ALLOW,  ALLOW",
    "SAME_ACCOUNT,  ALLOW,  SILENT, ALLOW",
    "SAME_ACCOUNT,  ALLOW,  DENY,   DENY",
    "SAME_ACCOUNT,  SILENT, ALLOW,  ALLOW",
    "SAME_ACCOUNT,  SILENT, SILENT, SILENT",
    "SAME_ACCOUNT,  SILENT, DENY,   DENY",
    "SAME_ACCOUNT,  DENY,   ALLOW,  DENY",
    "SAME_ACCOUNT,  DENY,   SILENT, DENY",
    "SAME_ACCOUNT,  DENY,   DENY,   DENY",
    "OTHER_ACCOUNT, ALLOW,  ALLOW,  ALLOW",
    "OTHER_ACCOUNT, ALLOW,  SILENT, SILENT",
    "OTHER_ACCOUNT, ALLOW,  DENY,   DENY",
    "OTHER_ACCOUNT, SILENT, ALLOW,  SILENT",
    "OTHER_ACCOUNT, SILENT, SILENT, SILENT",
    "OTHER_ACCOUNT, SILENT, DENY,   DENY",
    "OTHER_ACCOUNT, DENY,   ALLOW,  DENY",
    "OTHER_ACCOUNT, DENY,   SILENT, DENY",
    "OTHER_ACCOUNT, DENY,   DENY,   DENY",
  })
  void tablesAreAws(PolicyTables table, Effect own, Effect api, Effect together) {
    assertThat(table.decide(own, api)).isEqualTo(together);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "allow  | allow  | allowed ann | true",
        "allow  | silent | allowed ann | true",
        "allow  | deny   | explicit    | false",
        "silent | allow  | allowed ann | true",
        "silent | silent | ACCESS_DENIED: own | true",
        "silent | deny   | explicit    | false",
        "deny   | allow  | ACCESS_DENIED: own | true",
        "deny   | silent | ACCESS_DENIED: own | true",
        "deny   | deny   | explicit    | false",
      })
  void customAuthorizerAndPolicyTogether(String own, String api, String outcome, boolean isAsked) {
    ReadyAuthorizer guarded = policy(api).around(CUSTOM, authorizer(own));
    assertThat(outcome(guarded, call())).isEqualTo(outcome.equals("explicit") ? EXPLICIT : outcome);
    assertThat(asked).hasSize(isAsked ? 1 : 0);
  }

  @Test
  void customAuthorizerThatDoesNotKnowTheCallerIsHeard() {
    Rejection unknown = Rejection.of(GatewayResponseType.UNAUTHORIZED);
    ReadyAuthorizer guarded = policy("allow")
        .around(
            CUSTOM, call -> CompletableFuture.completedFuture(new Authorization.Denied(unknown)));
    assertThat(outcome(guarded, call())).isEqualTo("UNAUTHORIZED");
  }

  @Test
  void callersWithoutPoliciesNeedTheApisAllowance() {
    assertThat(outcome(policy("allow").around(JWT, authorizer("allow")), call()))
        .isEqualTo("allowed ann");
    assertThat(outcome(policy("silent").around(JWT, authorizer("allow")), call()))
        .isEqualTo(IMPLICIT);
    assertThat(outcome(policy("deny").around(JWT, authorizer("allow")), call()))
        .isEqualTo(EXPLICIT);
    assertThat(outcome(policy("deny").around(JWT, authorizer("deny")), call()))
        .isEqualTo("ACCESS_DENIED: own");
    assertThat(asked).hasSize(4);
  }

  @Test
  void nobodyNeedsTheApisAllowanceToo() {
    assertThat(outcome(policy("allow").alone(), call())).isEqualTo("allowed ");
    assertThat(outcome(policy("silent").alone(), call())).isEqualTo(IMPLICIT);
    assertThat(outcome(policy("deny").alone(), call())).isEqualTo(EXPLICIT);
  }

  @Test
  void laterAnswerIsDecidedUponOnTheRequestsThread() {
    TestExecutor executor = TestExecutor.create(clock);
    CompletableFuture<Authorization> later = new CompletableFuture<>();
    ReadyAuthorizer guarded = policy("allow").around(JWT, call -> later);
    var answer = guarded.authorize(
        builder(Request.builder("POST", "/x").executor(executor).build()).build());
    later.complete(ANN);
    assertThat(answer.toCompletableFuture()).isNotDone();
    executor.runAll();
    assertThat(answer.toCompletableFuture()).isCompletedWithValue(ANN);
  }

  @Test
  void namedPrincipalsAreNobodyHere() {
    ReadyPolicy named = prepare("{'Statement':{'Effect':'Allow','Principal':{'AWS':"
        + "'123456789012'},'Action':'execute-api:Invoke','Resource':'*'}}");
    assertThat(outcome(named.alone(), call())).isEqualTo(IMPLICIT);
    assertThat(outcome(named.around(JWT, authorizer("allow")), call())).isEqualTo(IMPLICIT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "execute-api:/Prod/POST/x       | true",
        "execute-api:/*                 | true",
        "execute-api:/Prod/*            | true",
        "execute-api:/test/*            | false",
        "execute-api:/Prod/GET/x        | false",
        "arn:aws:execute-api:*:*:*      | true",
        "arn:aws:execute-api:us-east-1:123456789012:other/* | false",
      })
  void resourcesMayBeShort(String resource, boolean let) {
    ReadyPolicy policy = prepare("{'Statement':{'Effect':'Allow','Principal':'*',"
        + "'Action':'execute-api:Invoke','Resource':'" + resource + "'}}");
    assertThat(outcome(policy.alone(), call())).isEqualTo(let ? "allowed " : IMPLICIT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'IpAddress':{'aws:SourceIp':'192.0.2.0/24'}       | true",
        "'NotIpAddress':{'aws:SourceIp':'192.0.2.0/24'}    | false",
        "'StringEquals':{'AWS:USERAGENT':'agent'}          | true",
        "'StringLike':{'aws:Referer':'https://example/*'}  | true",
        "'Bool':{'aws:SecureTransport':'true'}             | true",
        "'Bool':{'aws:SecureTransport':'false'}            | false",
        "'DateLessThan':{'aws:CurrentTime':'2100-01-01T00:00:00Z'}    | true",
        "'DateGreaterThan':{'aws:CurrentTime':'2100-01-01T00:00:00Z'} | false",
        "'NumericGreaterThan':{'aws:EpochTime':'1000'}     | true",
        "'StringEquals':{'aws:SourceVpce':'vpce-1'}        | true",
        "'IpAddress':{'aws:VpcSourceIp':'192.0.2.7'}       | true",
        "'Null':{'aws:PrincipalArn':'true'}                | true",
        "'StringNotEquals':{'aws:PrincipalArn':'x'}        | true",
        "'StringEqualsIfExists':{'aws:SourceVpc':'vpc-1'}  | true",
      })
  void conditionsSeeTheCall(String condition, boolean let) {
    Request request = Request.builder("POST", "/x")
        .header("User-Agent", "agent")
        .header("Referer", "https://example/a")
        .connection(Connection.builder("192.0.2.7", 1).vpcEndpointId("vpce-1").build())
        .build();
    assertThat(outcome(conditional("Allow", condition).alone(), builder(request).build()))
        .isEqualTo(let ? "allowed " : IMPLICIT);
  }

  /** The classic policy: deny unless through the endpoint. Who did not come through one has no such key. */
  @Test
  void denialUnlessThroughTheEndpointHoldsForThoseWithoutOne() {
    ReadyPolicy policy = conditional("Deny", "'StringNotEquals':{'aws:SourceVpce':'vpce-1'}");
    assertThat(outcome(policy.alone(), call())).isEqualTo(EXPLICIT);
    ReadyPolicy address = conditional("Deny", "'NotIpAddress':{'aws:VpcSourceIp':'10.0.0.0/8'}");
    assertThat(outcome(address.alone(), call())).isEqualTo(EXPLICIT);
  }

  @Test
  void policyThatIsNoneIsNotPrepared() {
    assertThat(new ResourcePolicies()
            .prepare(PolicyDocument.json("{}"), API, TestContext.of(clock))
            .<Integer>match(ready -> 0, List::size))
        .isEqualTo(1);
  }

  private ReadyAuthorizer authorizer(String effect) {
    return call -> {
      asked.add(effect);
      return CompletableFuture.completedFuture(
          switch (effect) {
            case "allow" -> ANN;
            case "silent" -> new Authorization.Denied(REFUSAL, Optional.of(ANN));
            default -> new Authorization.Denied(REFUSAL);
          });
    };
  }

  private ReadyPolicy policy(String effect) {
    return switch (effect) {
      case "allow" -> conditional("Allow", "");
      case "deny" -> conditional("Deny", "");
      default -> conditional("Allow", "'Bool':{'aws:SecureTransport':'false'}");
    };
  }

  private ReadyPolicy conditional(String effect, String condition) {
    return prepare("{'Version':'2012-10-17','Statement':[{'Effect':'" + effect
        + "','Principal':'*','Action':'execute-api:Invoke','Resource':'execute-api:/*'"
        + (condition.isEmpty() ? "" : ",'Condition':{" + condition + "}") + "}]}");
  }

  private ReadyPolicy prepare(String policy) {
    Prepared<ReadyPolicy> prepared = new ResourcePolicies()
        .prepare(PolicyDocument.json(policy.replace('\'', '"')), API, TestContext.of(clock));
    return prepared.<ReadyPolicy>match(ready -> ready, problems -> {
      throw new AssertionError("expected a policy but was " + problems);
    });
  }

  private static AuthorizerCall call() {
    return builder(Request.builder("POST", "/x").build()).build();
  }

  private static AuthorizerCall.Builder builder(Request request) {
    return AuthorizerCall.builder(request)
        .context("methodArn", ARN)
        .context("identity.sourceIp", "192.0.2.7")
        .context("secureTransport", "true");
  }

  private static String outcome(ReadyAuthorizer authorizer, AuthorizerCall call) {
    CompletionStage<String> outcome = authorizer
        .authorize(call)
        .thenApply(authorization -> authorization.match(
            allowed -> "allowed " + allowed.principal().id(),
            denied -> denied.rejection().type()
                + denied.rejection().message().map(text -> ": " + text).orElse("")));
    return outcome.toCompletableFuture().join();
  }
}
