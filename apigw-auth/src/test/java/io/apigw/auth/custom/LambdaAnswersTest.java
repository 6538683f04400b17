package io.apigw.auth.custom;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonNumber;
import io.apigw.api.JsonValue;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.EventFormat;
import io.apigw.api.authorize.RequestAuthorizer;
import io.apigw.api.authorize.TokenAuthorizer;
import io.apigw.testkit.FakeTransport;
import io.apigw.testkit.TreeJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Lambda-shaped authorizers answer, in process and elsewhere (auth §3.3, §3.5; abuse 72). */
class LambdaAnswersTest {

  private static final String POLICY =
      "'policyDocument':{'Version':'2012-10-17','Statement':[{'Action':'execute-api:Invoke',"
          + "'Effect':'Allow','Resource':'*'}]}";

  @Test
  void policyLetsTheCallerIn() {
    Asking asking = answering("{'principalId':'ann'," + POLICY
        + ",'context':{'n':1,'s':'x','b':true},'usageIdentifierKey':'k1'}");
    Authorization.Allowed allowed =
        (Authorization.Allowed) asking.authorization(asking.call(ApiKind.REST, "GET/a", "t"));
    assertThat(allowed.principal().id()).isEqualTo("ann");
    assertThat(allowed.principal().find("n")).contains(JsonValue.of("1"));
    assertThat(allowed.principal().find("b")).contains(JsonValue.of("true"));
    assertThat(allowed.usageKey().orElseThrow().reveal()).isEqualTo("k1");
    Authorization.Allowed ofHttp =
        (Authorization.Allowed) asking.authorization(asking.call(ApiKind.HTTP, "GET/a", "t"));
    assertThat(ofHttp.principal().find("n")).contains(JsonValue.of(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "'Unauthorized'",
        "true",
        "{}",
        "{POLICY}",
        "{'principalId':'',POLICY}",
        "{'principalId':7,POLICY}",
        "{'principalId':null,POLICY}",
        "{'principalId':'ann'}",
        "{'principalId':'ann','policyDocument':null}",
        "{'principalId':'ann','policyDocument':'Allow'}",
        "{'principalId':'ann','policyDocument':{}}",
        "{'principalId':'ann','policyDocument':{'Statement':{'Effect':'allow','Action':'*','Resource':'*'}}}",
        "{'principalId':'ann',POLICY,'context':[]}",
        "{'principalId':'ann',POLICY,'context':'x'}",
        "{'principalId':'ann',POLICY,'context':{'a':{}}}",
        "{'principalId':'ann',POLICY,'context':{'a':[]}}",
        "{'principalId':'ann',POLICY,'context':{'a':null}}",
        "{'principalId':'ann',POLICY,'context':{'claims':'x'}}",
        "{'principalId':'ann',POLICY,'usageIdentifierKey':7}",
        "{'principalId':'ann',POLICY,'usageIdentifierKey':''}",
        "{'isAuthorized':true}",
        "{'errorMessage':'Unauthorized'}",
      })
  void answerThatIsNoPolicyIsAFault(String answer) {
    assertThat(answering(answer.replace("POLICY", POLICY)).rest("GET/a", "t")).startsWith("fault ");
  }

  @Test
  void nestedContextIsForFormat2() {
    String nested = "{'principalId':'ann'," + POLICY + ",'context':{'a':{'b':[1]}}}";
    assertThat(answering(nested).http("GET/a", "t")).isEqualTo("allowed ann");
    Asking old = new Asking(request(nested).eventFormat(EventFormat.V1));
    assertThat(old.http("GET/a", "t")).startsWith("fault ");
  }

  @Test
  void simpleResponsesSayYesAndNo() {
    Asking yes =
        new Asking(request("{'isAuthorized':true,'context':{'plan':'gold'}}").simpleResponses());
    Authorization.Allowed allowed =
        (Authorization.Allowed) yes.authorization(yes.call(ApiKind.HTTP, "GET/a", "t"));
    assertThat(allowed.principal().text("plan")).isEqualTo("gold");
    assertThat(new Asking(request("{'isAuthorized':false}").simpleResponses()).http("GET/a", "t"))
        .isEqualTo("ACCESS_DENIED");
    for (String wrong : List.of(
        "{'isAuthorized':'true'}",
        "{'isAuthorized':1}",
        "{'isAuthorized':null}",
        "{}",
        "{'principalId':'ann'," + POLICY + "}")) {
      assertThat(new Asking(request(wrong).simpleResponses()).http("GET/a", "t"))
          .startsWith("fault ");
    }
  }

  @Test
  void answerOfAMegabyteIsAFault() {
    assertThat(answering("{'principalId':'ann','x':'" + "x".repeat(1_000_000) + "'," + POLICY + "}")
            .rest("GET/a", "t"))
        .startsWith("fault ");
  }

  @Test
  void remoteAuthorizerGetsTheEventAndItsAnswerCounts() {
    Asking asking = new Asking(TokenAuthorizer.remote("a", "http://auth.internal:8080/check?x=1"));
    asking.transport.then(FakeTransport.reply(200, json("{'principalId':'ann'," + POLICY + "}")));
    assertThat(asking.rest("GET/a", "t1")).isEqualTo("allowed ann");
    var sent = asking.transport.request();
    assertThat(sent.toString()).isEqualTo("POST http://auth.internal:8080/check");
    assertThat(sent.target()).isEqualTo("/check?x=1");
    assertThat(sent.headers().first("Content-Type")).contains("application/json");
    assertThat(sent.body().text())
        .isEqualTo("{\"type\":\"TOKEN\",\"authorizationToken\":\"t1\",\"methodArn\":\"" + Asking.ARN
            + "/GET/a\"}");
    assertThat(asking.rest("GET/a", "t1")).isEqualTo("allowed ann");
    assertThat(asking.transport.requests()).hasSize(1);
  }

  @Test
  void remoteAuthorizerRefusesAsLambdaDoes() {
    Asking asking = remote();
    asking.transport.then(FakeTransport.reply(200, json("{'errorMessage':'Unauthorized'}")));
    assertThat(asking.rest("GET/a", "t")).isEqualTo("UNAUTHORIZED");
  }

  @Test
  void everyOtherAnswerFromElsewhereIsAFault() {
    for (var reply : List.of(
        FakeTransport.reply(401, ""),
        FakeTransport.reply(302, "", "Location", "http://169.254.169.254/"),
        FakeTransport.reply(500, json("{'principalId':'ann'," + POLICY + "}")),
        FakeTransport.reply(200, ""),
        FakeTransport.reply(200, "{"),
        FakeTransport.reply(200, "[".repeat(100_000)),
        FakeTransport.reply(200, json("{'principalId':'eve','principalId':'ann'," + POLICY + "}")),
        FakeTransport.reply(200, json("{'errorMessage':'boom'," + POLICY + "}")),
        FakeTransport.reply(200, "\"" + "x".repeat(200_000) + "\""))) {
      Asking asking = remote();
      asking.transport.then(reply);
      assertThat(asking.rest("GET/a", "t")).startsWith("fault ");
      assertThat(asking.kept()).isZero();
    }
  }

  @Test
  void remoteAuthorizerIsWaitedForTenSecondsAndThenLetGo() {
    Asking asking = remote();
    asking.transport.thenLater();
    CompletionStage<Authorization> answer = asking.ask(asking.call(ApiKind.REST, "GET/a", "t"));
    asking.clock.advance(Duration.ofMillis(9_999));
    assertThat(answer.toCompletableFuture()).isNotDone();
    asking.clock.advance(Duration.ofMillis(1));
    assertThat(Asking.outcome(answer)).startsWith("fault ").contains("10000 ms");
    assertThat(asking.transport.cancelled()).isEqualTo(1);
    assertThat(asking.clock.pendingTimers()).isZero();
  }

  @Test
  void numbersAreKeptAsTheyAre() {
    Asking asking = answering("{'principalId':'ann'," + POLICY + ",'context':{'n':1.50}}");
    Authorization.Allowed allowed =
        (Authorization.Allowed) asking.authorization(asking.call(ApiKind.HTTP, "GET/a", "t"));
    assertThat(allowed.principal().find("n").orElseThrow()).isInstanceOf(JsonNumber.class);
  }

  private static Asking remote() {
    return new Asking(TokenAuthorizer.remote("a", "http://auth.internal:8080/check"));
  }

  private static Asking answering(String answer) {
    return new Asking(request(answer));
  }

  private static RequestAuthorizer request(String answer) {
    JsonValue value = TreeJson.create().parse(json(answer).getBytes(StandardCharsets.UTF_8));
    return RequestAuthorizer.event("a", event -> CompletableFuture.completedFuture(value));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
