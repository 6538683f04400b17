package io.apigw.runtime.authorize;

import io.apigw.api.ApiKind;
import io.apigw.api.Principal;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.Authorization.Allowed;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.monitor.Faults;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Question;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.route.Routed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Asks the method's authorizer who is calling. Fails closed: whatever goes wrong, the request is refused. */
public final class AuthorizeStep
    implements Step<Routed, Authorized>, Question<Routed, Authorization, Authorized> {

  /** What AWS gives an authorizer of an HTTP API; REST APIs' integration limit is longer, but no caller waits for it. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** AWS's limit on what policies are about. */
  private static final int LONGEST_ARN = 1600;

  private static final Allowed ANYBODY = new Allowed(Principal.anonymous());

  private static final Rejection TOO_LONG = Rejection.of(GatewayResponseType.URI_TOO_LONG)
      .withFacts("the method's ARN is longer than " + LONGEST_ARN + " bytes");

  private final ReadyAuthorizer authorizer;
  private final String name;
  private final ApiKind kind;
  private final List<String> scopes;
  private final boolean recorded;

  private AuthorizeStep(
      ReadyAuthorizer authorizer,
      String name,
      ApiKind kind,
      List<String> scopes,
      boolean recorded) {
    this.authorizer = authorizer;
    this.name = name;
    this.kind = kind;
    this.scopes = List.copyOf(scopes);
    this.recorded = recorded;
  }

  /** Lets everybody in, as nobody in particular. */
  public static Step<Routed, Authorized> open() {
    return routed -> new Authorized(routed, ANYBODY);
  }

  /** Lets nobody in: stands where an authorizer is wanted and there is none that works. */
  public static Step<Routed, Authorized> closed() {
    return routed -> failed("no authorizer");
  }

  /**
   * Asks an authorizer.
   *
   * @param authorizer the ready authorizer
   * @param name its name, for the log
   * @param kind the kind of API
   * @param scopes the scopes that the route names
   */
  public static Step<Routed, Authorized> by(
      ReadyAuthorizer authorizer, String name, ApiKind kind, List<String> scopes) {
    return new AuthorizeStep(authorizer, name, kind, scopes, true);
  }

  /**
   * Lets in whom the API's policy lets in, as nobody in particular; of an authorizer the record knows nothing.
   *
   * @param policy what decides
   * @param kind the kind of API
   */
  public static Step<Routed, Authorized> guarded(ReadyAuthorizer policy, ApiKind kind) {
    return new AuthorizeStep(policy, "of the API's policy", kind, List.of(), false);
  }

  @Override
  public Outcome<Authorized> take(Routed routed) {
    return tooLong(routed) ? Outcome.refused(TOO_LONG) : Outcome.when(routed, this);
  }

  @Override
  public CompletionStage<Authorization> ask(Routed routed) {
    if (recorded) {
      routed.record().authorizerAsked();
    }
    return authorizer.authorize(AuthorizerCall.of(routed, kind, scopes, routed.executor()));
  }

  @Override
  public Outcome<Authorized> use(Routed routed, Authorization authorization) {
    answered(routed);
    return authorization.match(
        allowed -> allow(routed, allowed), denied -> Outcome.refused(denied.rejection()));
  }

  @Override
  public Outcome<Authorized> fault(Routed routed, Throwable fault) {
    answered(routed);
    Faults.log(routed.record(), fault);
    return failed("authorizer " + name + " failed: " + fault);
  }

  @Override
  public Outcome<Authorized> late(Routed routed) {
    answered(routed);
    return failed("authorizer " + name + " did not answer in " + LIMIT.toSeconds() + " s");
  }

  @Override
  public Duration limit(Routed routed) {
    return LIMIT;
  }

  private void answered(Routed routed) {
    if (recorded) {
      routed.record().authorizerAnswered();
    }
  }

  /** No ARN is too long for its other parts. */
  private static boolean tooLong(Routed routed) {
    return routed.routedPath().length() > LONGEST_ARN / 2
        && routed.record().methodArnLength() > LONGEST_ARN;
  }

  private static Outcome<Authorized> allow(Routed routed, Allowed allowed) {
    routed.record().principal(allowed.principal());
    return new Authorized(routed, allowed);
  }

  private static Outcome<Authorized> failed(String facts) {
    return Outcome.refused(
        Rejection.of(GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR).withFacts(facts));
  }
}
