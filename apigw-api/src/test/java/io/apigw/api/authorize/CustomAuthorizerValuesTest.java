package io.apigw.api.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.ApiKind;
import io.apigw.api.DefinitionException;
import io.apigw.api.JsonValue;
import io.apigw.api.Problem;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.definition.Bindings;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Custom authorizers as values: what makes two of them equal, and what is wrong with one. */
class CustomAuthorizerValuesTest {

  @Test
  void codeIsNoPartOfTheValueButARemotesAddressIs() {
    assertThat(RequestAuthorizer.of("a", call -> Decision.deny()))
        .isEqualTo(RequestAuthorizer.of("a", Runnable::run, call -> Decision.allow("x")))
        .isEqualTo(RequestAuthorizer.named("a"))
        .hasSameHashCodeAs(RequestAuthorizer.named("a"))
        .isNotEqualTo(RequestAuthorizer.named("b"))
        .isNotEqualTo(RequestAuthorizer.remote("a", "http://x/"))
        .isNotEqualTo(TokenAuthorizer.named("a"));
    assertThat(RequestAuthorizer.remote("a", "http://x/"))
        .isEqualTo(RequestAuthorizer.remote("a", "http://x/"))
        .isNotEqualTo(RequestAuthorizer.remote("a", "http://y/"));
  }

  @Test
  void settingsArePartOfTheValue() {
    RequestAuthorizer plain = RequestAuthorizer.named("a").identitySources("context.stage");
    assertThat(plain)
        .isEqualTo(RequestAuthorizer.named("a").identitySources("$context.stage"))
        .isEqualTo(plain.cacheTtl(Duration.ofMinutes(5)))
        .isNotEqualTo(plain.cacheTtl(Duration.ZERO))
        .isNotEqualTo(plain.identitySources("context.apiId"))
        .isNotEqualTo(plain.eventFormat(EventFormat.V1))
        .isNotEqualTo(plain.simpleResponses());
    TokenAuthorizer token = TokenAuthorizer.named("a");
    assertThat(token)
        .isEqualTo(token.identitySource("method.request.header.Authorization"))
        .isNotEqualTo(token.identitySource("method.request.header.X-Token"))
        .isNotEqualTo(token.validation("a"));
  }

  @Test
  void resultsAreKeptAsInAwsWhereThereIsSomethingToTellCallsBy() {
    assertThat(RequestAuthorizer.named("a").cacheTtl()).isZero();
    assertThat(RequestAuthorizer.named("a").identitySources("context.stage").cacheTtl())
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(TokenAuthorizer.named("a").cacheTtl()).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "method.request.path.id | expected a header, query parameter, stage variable or context variable of the request but was $request.path.id",
        "$request.body.a        | expected a header, query parameter, stage variable or context variable of the request but was $request.body.a",
        "context.authorizer.a   | expected a header, query parameter, stage variable or context variable of the request but was $context.authorizer.a",
        "'a'                    | expected a header, query parameter, stage variable or context variable of the request but was 'a'",
        "method.request.multivalueheader.A | expected a header, query parameter, stage variable or context variable of the request but was method.request.multivalueheader.A",
      })
  void whatIsKnownTooLateIsNoIdentitySource(String source, String message) {
    assertThat(RequestAuthorizer.named("a").identitySources(source).problems())
        .containsExactly(new Problem("identitySources", message));
  }

  @Test
  void problemsAreSaidTogether() {
    RequestAuthorizer wrong = RequestAuthorizer.remote("a b", "ftp://x")
        .identitySources("nonsense")
        .cacheTtl(Duration.ofHours(2))
        .eventFormat(EventFormat.V1)
        .simpleResponses();
    assertThat(wrong.problems())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("name", "identitySources", "cacheTtl", "url", "simpleResponses");
    assertThat(RequestAuthorizer.named("a").cacheTtl(Duration.ofSeconds(1)).problems())
        .extracting(Problem::toString)
        .containsExactly("identitySources: expected at least one to keep results by but was none");
    assertThat(RequestAuthorizer.named("a")
            .identitySources(Collections.nCopies(11, "context.stage").toArray(String[]::new))
            .problems())
        .extracting(Problem::toString)
        .containsExactly("identitySources: expected at most 10 but was 11");
    assertThat(TokenAuthorizer.named("a")
            .identitySource("method.request.querystring.t")
            .validation("(")
            .problems())
        .extracting(Problem::path)
        .containsExactly("identitySource", "validation");
  }

  @ParameterizedTest
  @CsvSource({
    "https://auth.example.com/check, true",
    "http://auth.internal:8080, true",
    "http://[::1]:8080/a?b=c, true",
    "//auth.example.com, false",
    "auth, false",
    "http://, false",
    "http://user:pass@auth.example.com/, false",
    "http://auth.example.com/#a, false",
    "http://auth.example.com:0/, false",
    "http://auth.example.com:70000/, false",
    "file:///etc/passwd, false",
    "http://a b/, false",
  })
  void remoteAuthorizerHasAWebAddress(String url, boolean good) {
    assertThat(TokenAuthorizer.remote("a", url).problems().isEmpty()).isEqualTo(good);
  }

  @Test
  void eachKindOfApiHasItsKindsOfAuthorizer() {
    assertThatThrownBy(() -> HttpApi.builder("a")
            .route(
                "GET /",
                r -> r.authorizer(TokenAuthorizer.named("t")).function(call -> Response.of(200)))
            .build())
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining(
            "authorizers[t]: expected a REQUEST authorizer in an HTTP API but was a TOKEN one");
    assertThatThrownBy(() -> RestApi.builder("a")
            .method(
                "GET /",
                m -> m.authorizer(RequestAuthorizer.named("r").simpleResponses(), "s")
                    .function(call -> Response.of(200)))
            .build())
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining(
            "authorizers[r].simpleResponses: expected an HTTP API but was a REST API")
        .hasMessageContaining("methods[GET /].authorizer.scopes: expected none, since REQUEST"
            + " authorizer 'r' knows no scopes, but was [s]");
  }

  @Test
  void bindingsKnowAuthorizersByName() {
    AuthorizerFunction function = call -> Decision.deny();
    Bindings bindings = Bindings.builder()
        .authorizer("a", function)
        .authorizer("a", function)
        .authorizer("b", Runnable::run, function)
        .authorizerAsync("c", call -> CompletableFuture.completedFuture(Decision.deny()))
        .authorizerEvent("d", event -> CompletableFuture.completedFuture(event))
        .build();
    assertThat(bindings.problems()).isEmpty();
    assertThat(bindings.authorizer("a")).contains(new AuthorizerCode.InPlace(function));
    assertThat(bindings.authorizer("x")).isEmpty();
    assertThat(bindings.authorizers()).containsOnlyKeys("a", "b", "c", "d");
    assertThat(Bindings.builder()
            .authorizer("a", function)
            .authorizer("a", call -> Decision.deny())
            .build()
            .problems())
        .extracting(Problem::toString)
        .containsExactly(
            "bindings[a]: expected one authorizer of this name but was two different ones");
  }

  @Test
  void decisionCanBeReadAndKeepsItsSecrets() {
    Decision decision = Decision.policy("ann", PolicyDocument.allow("*"))
        .with("plan", "gold")
        .with("seats", JsonValue.of(3))
        .usageKey("key-1");
    assertThat(decision.kind()).isEqualTo(Decision.Kind.POLICY);
    assertThat(decision.principal().orElseThrow().text("seats")).isEqualTo("3");
    assertThat(decision.policy()).contains(PolicyDocument.allow("*"));
    assertThat(decision.usageKey()).contains("key-1");
    assertThat(decision.toString()).contains("ann", "plan").doesNotContain("gold", "key-1");
    assertThat(decision).isEqualTo(decision.with("plan", "gold")).isNotEqualTo(Decision.deny());
    assertThat(Decision.deny().with("a", "b").usageKey("k")).isEqualTo(Decision.deny());
    assertThat(Decision.unauthorized().principal()).isEmpty();
    assertThatThrownBy(() -> Decision.allow("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Decision.allow("a").usageKey(""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:execute-api:r:1:a/s/GET/, arn:aws:execute-api:r:1:a/s/GET/",
    "arn:aws:execute-api:r:1:a/s/GET/b/, arn:aws:execute-api:r:1:a/s/GET/b",
    "arn:aws:execute-api:r:1:a/s/GET/b//, arn:aws:execute-api:r:1:a/s/GET/b",
    "arn:aws:execute-api:r:1:a/s/GET/%62%2d%2A%3a, arn:aws:execute-api:r:1:a/s/GET/b-*:",
    "arn:aws:execute-api:r:1:a/s/GET/b%2fc%20%c3%a4%25%3F, arn:aws:execute-api:r:1:a/s/GET/b%2Fc%20%C3%A4%25%3F",
    "arn:aws:execute-api:r:1:a/s/GET/b%, arn:aws:execute-api:r:1:a/s/GET/b%",
    "arn:aws:execute-api:r:1:a/s/GET/b%zz, arn:aws:execute-api:r:1:a/s/GET/b%zz",
  })
  void arnHasOneSpelling(String written, String canonical) {
    AuthorizerCall call = AuthorizerCall.builder(Request.get("/"))
        .kind(ApiKind.REST)
        .context("methodArn", written)
        .build();
    assertThat(call.methodArn()).isEqualTo(canonical);
  }

  @Test
  void callKnowsTheNamesOfItsVariables() {
    AuthorizerCall call = AuthorizerCall.builder(Request.get("/"))
        .pathParameter("b", "1")
        .pathParameter("a", "2")
        .stageVariable("s", "3")
        .build();
    assertThat(call.source().pathParameterNames()).isEqualTo(List.of("b", "a"));
    assertThat(call.source().stageVariableNames()).containsExactly("s");
  }
}
