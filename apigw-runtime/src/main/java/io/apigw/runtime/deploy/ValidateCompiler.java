package io.apigw.runtime.deploy;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonEngine;
import io.apigw.api.definition.RestMethod;
import io.apigw.api.validate.Model;
import io.apigw.api.validate.SchemaEngine;
import io.apigw.api.validate.SchemaValidator;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import io.apigw.runtime.validate.BodyModels;
import io.apigw.runtime.validate.RequiredParameter;
import io.apigw.runtime.validate.ValidateStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the validate step of a REST API's method. */
final class ValidateCompiler {

  private final Engines engines;
  private final ReadySteps steps;
  private final Declared declared;

  ValidateCompiler(Engines engines, ReadySteps steps, Declared declared) {
    this.engines = engines;
    this.steps = steps;
    this.declared = declared;
  }

  Step<Admitted, Admitted> compile(RestMethod method, Findings findings) {
    JsonEngine json = engines.context().json();
    List<RequiredParameter> parameters = method.validation().requiredParameters().stream()
        .map(parameter -> RequiredParameter.of(
            parameter.write(ApiKind.REST), parameter.reader(ApiKind.REST, json)))
        .toList();
    Map<String, SchemaValidator> models = new LinkedHashMap<>();
    method
        .validation()
        .models()
        .forEach((mediaType, model) -> model(model, findings)
            .ifPresent(ready -> models.put(mediaType.toLowerCase(Locale.ROOT), ready)));
    return ValidateStep.of(
        parameters, new BodyModels(models, json), engines.memory().bodies());
  }

  private Optional<SchemaValidator> model(Model model, Findings findings) {
    if (engines.schemas().isEmpty()) {
      findings.missingEngine("schemas", "model " + model.name(), Model.engineHint());
      return Optional.empty();
    }
    SchemaEngine engine = engines.schemas().get();
    return steps.step(
        new ReadySteps.Key("validate", declared.api().id() + "/" + model.name(), model, engine),
        SchemaValidator.class,
        () -> engine.prepare(model, engines.context()),
        findings.under("requestModels[" + model.name() + "]"));
  }
}
