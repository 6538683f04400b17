package io.apigw.runtime.transform;

import io.apigw.api.Body;
import io.apigw.api.shared.MediaTypes;
import io.apigw.api.transform.ReadyTemplate;
import io.apigw.runtime.monitor.Faults;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the body that the integration gets from the template of the request's media type; a request of another type
 * goes on as it is. Runs on a body in memory.
 */
final class RenderedBody implements Step<Admitted, Outgoing> {

  private final Map<String, ReadyTemplate> byMediaType;
  private final Step<Admitted, Outgoing> next;

  RenderedBody(Map<String, ReadyTemplate> byMediaType, Step<Admitted, Outgoing> next) {
    this.byMediaType = Map.copyOf(byMediaType);
    this.next = next;
  }

  @Override
  public Outcome<Outgoing> take(Admitted admitted) {
    Optional<ReadyTemplate> template = MediaTypes.choose(byMediaType, admitted.request());
    if (template.isEmpty()) {
      return next.take(admitted);
    }
    String rendered;
    try {
      rendered = template.get().render(admitted);
    } catch (RuntimeException failed) {
      Faults.log(admitted.routed().record(), failed);
      return Refusals.configuration("request template: " + failed.getClass().getSimpleName());
    }
    return next.take(admitted.withBody(Body.text(rendered)));
  }
}
