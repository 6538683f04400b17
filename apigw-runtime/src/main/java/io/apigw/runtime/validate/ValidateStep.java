package io.apigw.runtime.validate;

import io.apigw.api.Body;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.api.shared.BodyCollector;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Question;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.route.CompiledStage;
import io.apigw.runtime.throttle.Admitted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Checks required parameters, then the body against the model of its media type; only the first of the two that
 * fails is reported, as AWS has it (REST APIs only).
 */
public final class ValidateStep
    implements Step<Admitted, Admitted>, Question<Admitted, Optional<Body>, Admitted> {

  /** The host ends a body that has stopped flowing; this ends one that drips. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final List<RequiredParameter> parameters;
  private final BodyModels models;

  private ValidateStep(List<RequiredParameter> parameters, BodyModels models) {
    this.parameters = List.copyOf(parameters);
    this.models = models;
  }

  /** Checks nothing. */
  public static Step<Admitted, Admitted> nothing() {
    return admitted -> admitted;
  }

  /**
   * Checks parameters and bodies.
   *
   * @param parameters those that must be there, not blank
   * @param models the models by media type
   */
  public static Step<Admitted, Admitted> of(List<RequiredParameter> parameters, BodyModels models) {
    return parameters.isEmpty() && models.isEmpty()
        ? nothing()
        : new ValidateStep(parameters, models);
  }

  @Override
  public Outcome<Admitted> take(Admitted admitted) {
    for (int i = 0; i < parameters.size(); i++) {
      if (!parameters.get(i).present(admitted)) {
        return Outcome.refused(RequiredParameter.missing(parameters, admitted));
      }
    }
    return models.applyTo(admitted.request()) ? Outcome.when(admitted, this) : admitted;
  }

  @Override
  public CompletionStage<Optional<Body>> ask(Admitted admitted) {
    CompiledStage stage = admitted.routed().stage();
    return BodyCollector.collect(
        admitted.body(), Math.min(stage.collectedLimit(), stage.payloadLimit()));
  }

  @Override
  public Outcome<Admitted> use(Admitted admitted, Optional<Body> body) {
    if (body.isEmpty()) {
      return Outcome.refused(Rejection.of(GatewayResponseType.REQUEST_TOO_LARGE));
    }
    List<String> violations = models.violations(admitted.request(), body.get());
    return violations.isEmpty()
        ? admitted.withBody(body.get())
        : Outcome.refused(invalid(violations));
  }

  @Override
  public Outcome<Admitted> fault(Admitted admitted, Throwable fault) {
    return Outcome.refused(
        Rejection.of(GatewayResponseType.BAD_REQUEST).withFacts("request body: " + fault));
  }

  @Override
  public Outcome<Admitted> late(Admitted admitted) {
    return Outcome.refused(Rejection.of(GatewayResponseType.BAD_REQUEST)
        .withFacts("request body did not come in time"));
  }

  @Override
  public Duration limit(Admitted admitted) {
    return LIMIT;
  }

  private static Rejection invalid(List<String> violations) {
    return Rejection.of(GatewayResponseType.BAD_REQUEST_BODY)
        .withFacts(String.join("; ", violations));
  }
}
