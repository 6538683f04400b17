package io.apigw.runtime.validate;

import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.body.BodyRoom;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import java.util.List;

/**
 * Checks required parameters, then the body against the model of its media type; only the first of the two that
 * fails is reported, as AWS has it (REST APIs only).
 */
public final class ValidateStep implements Step<Admitted, Admitted> {

  private final List<RequiredParameter> parameters;
  private final BodyModels models;
  private final Step<Admitted, Admitted> body;

  private ValidateStep(
      List<RequiredParameter> parameters, BodyModels models, Step<Admitted, Admitted> body) {
    this.parameters = List.copyOf(parameters);
    this.models = models;
    this.body = body;
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
   * @param room takes bodies into memory for them
   */
  public static Step<Admitted, Admitted> of(
      List<RequiredParameter> parameters, BodyModels models, BodyRoom room) {
    return parameters.isEmpty() && models.isEmpty()
        ? nothing()
        : new ValidateStep(parameters, models, room.worked(admitted -> checked(models, admitted)));
  }

  @Override
  public Outcome<Admitted> take(Admitted admitted) {
    for (int i = 0; i < parameters.size(); i++) {
      if (!parameters.get(i).present(admitted)) {
        return Outcome.refused(RequiredParameter.missing(parameters, admitted));
      }
    }
    return models.applyTo(admitted.request()) ? body.take(admitted) : admitted;
  }

  private static Outcome<Admitted> checked(BodyModels models, Admitted admitted) {
    List<String> violations = models.violations(admitted.request(), admitted.body());
    return violations.isEmpty() ? admitted : Outcome.refused(invalid(violations));
  }

  private static Rejection invalid(List<String> violations) {
    return Rejection.of(GatewayResponseType.BAD_REQUEST_BODY)
        .withFacts(String.join("; ", violations));
  }
}
