package io.apigw.runtime.deploy;

import io.apigw.api.ByteSize;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.cache.ResponseCache;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.monitor.AccessLog;
import io.apigw.api.monitor.Metrics;
import io.apigw.api.throttle.LimitEngine;
import io.apigw.api.transform.TemplateEngine;
import io.apigw.api.validate.SchemaEngine;
import io.apigw.runtime.body.BodyRoom;
import java.util.List;
import java.util.Optional;

/**
 * Who executes definitions in a gateway.
 *
 * @param authorizers in the order in which they are asked whether they accept a definition
 * @param limits counts throttles
 * @param schemas checks bodies
 * @param templates renders templates
 * @param memory what responses and bodies are kept in
 * @param observers who is told what happened
 * @param context what the gateway lends its engines
 */
public record Engines(
    List<AuthorizerEngine> authorizers,
    Optional<LimitEngine> limits,
    Optional<SchemaEngine> schemas,
    Optional<TemplateEngine> templates,
    Memory memory,
    Observers observers,
    EngineContext context) {

  /**
   * Who is told what happened to requests.
   *
   * @param metrics counts and times requests
   * @param accessLog the access log of stages that have none of their own
   */
  public record Observers(Optional<Metrics> metrics, Optional<AccessLog> accessLog) {}

  /**
   * What responses and bodies are kept in.
   *
   * @param cache keeps responses
   * @param bodies holds bodies while their requests are answered
   */
  public record Memory(ResponseCache cache, BodyRoom bodies) {

    /**
     * Makes the memory of a gateway.
     *
     * @param cache keeps responses
     * @param bodyBudget the most bytes of all bodies together
     * @param context lends clock and workers
     */
    public static Memory of(ResponseCache cache, ByteSize bodyBudget, EngineContext context) {
      return new Memory(cache, BodyRoom.of(bodyBudget.bytes(), context.clock(), context.workers()));
    }
  }

  /** Copies the list. */
  public Engines {
    authorizers = List.copyOf(authorizers);
  }

  Optional<AuthorizerEngine> engineFor(Authorizer authorizer) {
    return authorizers.stream().filter(engine -> engine.accepts(authorizer)).findFirst();
  }
}
