package io.apigw.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.apigw.api.ApiKind;
import io.apigw.api.Request;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.engine.Prepared;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.TransportResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link AuthorizerEngine} keeps to: garbage is never admitted, nothing blocks, and every call ends, also
 * when the outside does not answer. A subclass gives the engine and a definition that it accepts; one that can make a
 * call that is to be admitted gives that too, and the transport that it needs.
 *
 * <pre>{@code
 * class MyEngineConformanceTest extends AuthorizerEngineConformance {
 *   @Override
 *   protected AuthorizerEngine engine() {
 *     return MyEngine.create();
 *   }
 *
 *   @Override
 *   protected Authorizer definition() {
 *     return JwtAuthorizer.of("login", "https://issuer.example", "orders");
 *   }
 * }
 * }</pre>
 */
public abstract class AuthorizerEngineConformance {

  /** Longer than any engine waits for anybody. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  private final TestClock clock = TestClock.create();

  /** For subclasses. */
  protected AuthorizerEngineConformance() {}

  /**
   * Makes an engine that has seen no call.
   *
   * @return the engine
   */
  protected abstract AuthorizerEngine engine();

  /**
   * Makes a definition that the engine accepts, and that lets nobody in without credentials.
   *
   * @return the definition
   */
  protected abstract Authorizer definition();

  /**
   * Returns the way out by which the engine fetches what it needs, key sets for instance; unless overridden, nobody is
   * reached.
   *
   * @return the transport
   */
  protected HttpTransport transport() {
    return FakeTransport.unreachable();
  }

  /**
   * Returns a request that is to be admitted; none unless overridden.
   *
   * @param clock the time at which it is valid
   * @return the request
   */
  protected Optional<Request> valid(TestClock clock) {
    return Optional.empty();
  }

  /** The engine accepts its own definition and makes a ready step of it. */
  @Test
  protected void theDefinitionIsAccepted() {
    assertThat(engine().accepts(definition())).isTrue();
    assertThat(prepare(transport())).isNotNull();
  }

  /**
   * Nothing that only looks like a credential is admitted.
   *
   * @return one test for each kind of API and credential
   */
  @TestFactory
  protected Stream<DynamicTest> garbageIsNeverAdmitted() {
    ReadyAuthorizer ready = prepare(transport());
    return Stream.of(ApiKind.values())
        .flatMap(kind -> Garbage.credentials().stream()
            .map(text -> DynamicTest.dynamicTest(
                kind + " " + text.substring(0, Math.min(60, text.length())),
                () -> Garbage.requests(text)
                    .forEach(request -> assertNotAdmitted(ready, call(request, kind))))));
  }

  /** Garbage is not admitted the second time either, whatever is remembered of the first. */
  @Test
  protected void garbageIsNotAdmittedTheSecondTime() {
    ReadyAuthorizer ready = prepare(transport());
    for (int i = 0; i < 3; i++) {
      Garbage.credentials()
          .forEach(text -> Garbage.requests(text)
              .forEach(request -> assertNotAdmitted(ready, call(request, ApiKind.HTTP))));
      clock.advance(Duration.ofSeconds(1));
    }
  }

  /** Answers of the outside that are nonsense admit nobody. */
  @Test
  protected void nonsenseFromOutsideAdmitsNobody() {
    List<TransportResult> answers = List.of(
        FakeTransport.reply(500, "oops"),
        FakeTransport.reply(200, ""),
        FakeTransport.reply(200, "{"),
        FakeTransport.reply(200, "[]"),
        FakeTransport.reply(200, "{\"keys\":null}"),
        FakeTransport.reply(200, "{\"keys\":[{}],\"jwks_uri\":\"http://169.254.169.254/\"}"),
        FakeTransport.reply(302, "", "Location", "http://169.254.169.254/"),
        new TransportResult.Failure(TransportResult.Kind.TIMEOUT, "test"));
    for (TransportResult answer : answers) {
      ReadyAuthorizer ready =
          prepare(FakeTransport.create().always(any -> CompletableFuture.completedFuture(answer)));
      Garbage.credentials()
          .forEach(text -> Garbage.requests(text)
              .forEach(request -> assertNotAdmitted(ready, call(request, ApiKind.HTTP))));
    }
    ReadyAuthorizer ready = prepare(FakeTransport.create().always(any -> {
      throw new IllegalStateException("this exception belongs to a test");
    }));
    Garbage.credentials()
        .forEach(text -> Garbage.requests(text)
            .forEach(request -> assertNotAdmitted(ready, call(request, ApiKind.HTTP))));
  }

  /** A call returns at once though the outside never answers, and its stage ends when the engine's own patience does. */
  @Test
  protected void nothingBlocksAndEveryCallEnds() {
    ReadyAuthorizer ready =
        prepare(FakeTransport.create().always(any -> new CompletableFuture<>()));
    List<CompletionStage<Authorization>> garbage = Garbage.credentials().stream()
        .flatMap(Garbage::requests)
        .map(request -> atOnce(ready, request))
        .toList();
    List<CompletionStage<Authorization>> valid =
        valid(clock).stream().map(request -> atOnce(ready, request)).toList();
    clock.advance(LONG);
    garbage.forEach(answer -> assertThat(admitted(answer)).as("admitted").isFalse());
    valid.forEach(AuthorizerEngineConformance::admitted);
  }

  /** Many threads may call at once. */
  @Test
  protected void manyThreadsMayCallAtOnce() {
    ReadyAuthorizer ready = prepare(transport());
    Threads.together(
        8,
        () -> Garbage.credentials()
            .forEach(text -> Garbage.requests(text)
                .forEach(request -> assertNotAdmitted(ready, call(request, ApiKind.HTTP)))));
  }

  /**
   * A valid request is admitted, again and again, as the same caller; half of its credentials are not, nor none.
   *
   * @return one test when there is a valid request
   */
  @TestFactory
  protected Stream<DynamicTest> aValidRequestIsAdmitted() {
    return valid(clock).stream()
        .map(request -> DynamicTest.dynamicTest("valid request", () -> {
          ReadyAuthorizer ready = prepare(transport());
          Authorization first = decision(ready, request);
          assertThat(first).isInstanceOf(Authorization.Allowed.class);
          assertThat(decision(ready, request)).isEqualTo(first);
          assertNotAdmitted(ready, call(Garbage.halfOf(request), ApiKind.HTTP));
          assertNotAdmitted(ready, call(Request.get(request.target()), ApiKind.HTTP));
        }));
  }

  private CompletionStage<Authorization> atOnce(ReadyAuthorizer ready, Request request) {
    return assertTimeoutPreemptively(
        AT_ONCE,
        () -> ready.authorize(call(request, ApiKind.HTTP)),
        "authorize(…) returns at once");
  }

  private Authorization decision(ReadyAuthorizer ready, Request request) {
    return Waits.valueOf("decision", ready.authorize(call(request, ApiKind.HTTP)));
  }

  private ReadyAuthorizer prepare(HttpTransport transport) {
    Prepared<ReadyAuthorizer> prepared =
        engine().prepare(definition(), TestContext.of(clock, transport));
    return prepared.<ReadyAuthorizer>match(ready -> ready, problems -> {
      throw new AssertionError("expected a ready authorizer but was " + problems);
    });
  }

  private AuthorizerCall call(Request request, ApiKind kind) {
    return AuthorizerCall.builder(
            request.toBuilder().executor(TestContext.background(clock)).build())
        .kind(kind)
        .scopes()
        .context("methodArn", "arn:aws:execute-api:local:000000000000:orders/prod/GET/")
        .build();
  }

  private void assertNotAdmitted(ReadyAuthorizer ready, AuthorizerCall call) {
    CompletionStage<Authorization> answer = ready.authorize(call);
    assertThat(answer).as("a stage").isNotNull();
    clock.advance(LONG);
    assertThat(admitted(answer))
        .as("admitted with %s", call.request().headers())
        .isFalse();
  }

  /** A fault is no admission: the gateway refuses with 500. */
  private static boolean admitted(CompletionStage<Authorization> answer) {
    CompletionStage<Boolean> outcome = answer.handle(
        (decision, fault) -> fault == null && decision.match(allowed -> true, denied -> false));
    return Waits.valueOf("the end of a call", outcome);
  }
}
