package io.apigw.runtime.deploy;

import io.apigw.api.definition.RestMethod;
import io.apigw.api.definition.Route;
import io.apigw.api.transform.MappingTemplate;
import io.apigw.api.transform.ReadyTemplate;
import io.apigw.api.transform.TemplateEngine;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import io.apigw.runtime.transform.Outgoing;
import io.apigw.runtime.transform.TransformStep;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Puts the request templates of a REST API's method before what goes out. */
final class TemplateCompiler {

  private final Engines engines;
  private final ReadySteps steps;
  private final Declared declared;

  TemplateCompiler(Engines engines, ReadySteps steps, Declared declared) {
    this.engines = engines;
    this.steps = steps;
    this.declared = declared;
  }

  Step<Admitted, Outgoing> compile(
      Route route, Step<Admitted, Outgoing> outgoing, Findings findings) {
    if (!(route instanceof RestMethod method) || method.requestTemplates().isEmpty()) {
      return outgoing;
    }
    if (engines.templates().isEmpty()) {
      findings.missingEngine("templates", "request template", MappingTemplate.engineHint());
      return outgoing;
    }
    TemplateEngine engine = engines.templates().get();
    Map<String, ReadyTemplate> ready = new LinkedHashMap<>();
    for (MappingTemplate template : method.requestTemplates()) {
      steps
          .step(
              new ReadySteps.Key("transform", declared.id() + "/" + route.key(), template, engine),
              ReadyTemplate.class,
              () -> engine.prepare(template, engines.context()),
              findings.under("requestTemplates[" + template.contentType() + "]"))
          .ifPresent(step -> ready.put(template.contentType().toLowerCase(Locale.ROOT), step));
    }
    return TransformStep.templated(ready, outgoing, engines.memory().bodies());
  }
}
