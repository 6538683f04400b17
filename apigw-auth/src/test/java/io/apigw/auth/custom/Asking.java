package io.apigw.auth.custom;

import io.apigw.api.ApiKind;
import io.apigw.api.Request;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.CustomAuthorizer;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.engine.Prepared;
import io.apigw.testkit.FakeTransport;
import io.apigw.testkit.TestClock;
import io.apigw.testkit.TestContext;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A custom authorizer of a test, and the calls that it is asked with. */
final class Asking {

  static final String ARN = "arn:aws:execute-api:local:000000000000:orders/prod";

  final TestClock clock = TestClock.create();
  final FakeTransport transport = FakeTransport.create();

  private final ReadyAuthorizer ready;

  Asking(CustomAuthorizer definition) {
    this(definition, 10_000);
  }

  Asking(CustomAuthorizer definition, int kept) {
    Prepared<ReadyAuthorizer> prepared =
        CustomAuthorizers.prepare(definition, TestContext.of(clock, transport), kept);
    this.ready = prepared.<ReadyAuthorizer>match(step -> step, problems -> {
      throw new AssertionError("expected a ready authorizer but was " + problems);
    });
  }

  /** Returns what a call comes to in words: {@code allowed ann}, {@code UNAUTHORIZED}, {@code fault …}. */
  String outcome(AuthorizerCall call) {
    return outcome(ask(call));
  }

  String rest(String verbAndPath, String token) {
    return outcome(call(ApiKind.REST, verbAndPath, token));
  }

  String http(String verbAndPath, String token) {
    return outcome(call(ApiKind.HTTP, verbAndPath, token));
  }

  CompletionStage<Authorization> ask(AuthorizerCall call) {
    return ready.authorize(call);
  }

  Authorization authorization(AuthorizerCall call) {
    return ask(call).toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
  }

  long kept() {
    return ((ReadyCustomAuthorizer) ready).keptResults();
  }

  AuthorizerCall call(ApiKind kind, String verbAndPath, String token) {
    return call(
            kind,
            verbAndPath,
            Request.get(verbAndPath.substring(verbAndPath.indexOf('/')))
                .withHeader("Authorization", token))
        .build();
  }

  AuthorizerCall.Builder call(ApiKind kind, String verbAndPath, Request request) {
    return AuthorizerCall.builder(
            request.toBuilder().executor(TestContext.background(clock)).build())
        .kind(kind)
        .context("methodArn", ARN + "/" + verbAndPath)
        .context("identity.sourceIp", "192.0.2.7");
  }

  static String outcome(CompletionStage<Authorization> stage) {
    return stage
        .handle((authorization, fault) -> fault == null
            ? authorization.<String>match(
                allowed -> "allowed " + allowed.principal().id(),
                denied -> denied.rejection().type()
                    + denied.rejection().message().map(text -> ": " + text).orElse(""))
            : "fault " + (fault.getCause() == null ? fault : fault.getCause()))
        .toCompletableFuture()
        .orTimeout(5, TimeUnit.SECONDS)
        .join();
  }
}
