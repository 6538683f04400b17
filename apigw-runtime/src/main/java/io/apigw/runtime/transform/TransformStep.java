package io.apigw.runtime.transform;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonEngine;
import io.apigw.api.engine.Prepared;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.api.transform.ReadyTemplate;
import io.apigw.runtime.body.BodyRoom;
import io.apigw.runtime.monitor.RouteLabels;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.route.CompiledStage;
import io.apigw.runtime.throttle.Admitted;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes the steps that reshape a request for what stands behind a method, and the reply for the client. */
public final class TransformStep {

  private static final Step<Admitted, Outgoing> STREAMING = new Streaming();

  private TransformStep() {}

  /**
   * Hands a function the request with its body in memory.
   *
   * @param room takes bodies into memory
   */
  public static Step<Admitted, Outgoing> collected(BodyRoom room) {
    return room.collected(STREAMING);
  }

  /** Hands a function, or a mock, the request with its body as it arrives. */
  public static Step<Admitted, Outgoing> streamed() {
    return STREAMING;
  }

  /**
   * What the step that writes requests to a back end needs to know of the method, besides the integration.
   *
   * @param stage the stage; its variables are resolved in the URI
   * @param labels what names the route
   * @param parameters the names of the route's path variables in their order
   * @param timeout how long the reply's head may take
   * @param json reads bodies for mappings
   * @param room takes bodies into memory for mappings
   */
  public record BackendRoute(
      CompiledStage stage,
      RouteLabels labels,
      List<String> parameters,
      Duration timeout,
      JsonEngine json,
      BodyRoom room) {}

  /**
   * Makes the step that writes requests to an HTTP back end.
   *
   * @param http the integration
   * @param route the method it belongs to
   * @return the step, or what is wrong with URI and mappings once the stage is known
   */
  public static Prepared<Step<Admitted, Outgoing>> proxied(
      HttpIntegration http, BackendRoute route) {
    return new ProxyCompiler(http, route).compile();
  }

  /**
   * Makes the body that goes out from a template, before the rest of what goes out.
   *
   * @param byMediaType ready templates by lower-case media type, or {@code $default}
   * @param next makes the rest
   * @param room takes bodies into memory
   */
  public static Step<Admitted, Outgoing> templated(
      Map<String, ReadyTemplate> byMediaType, Step<Admitted, Outgoing> next, BodyRoom room) {
    return room.worked(new RenderedBody(byMediaType, next));
  }

  /**
   * Makes the client's answer of what a function or a mock has answered.
   *
   * @param kind the kind of API
   */
  public static Step<Returned, Answer> functionReply(ApiKind kind) {
    return new Reply(HeaderRules.functionReply(kind));
  }

  /**
   * Makes the client's answer of a back end's reply.
   *
   * @param kind the kind of API
   */
  public static Step<Returned, Answer> proxyReply(ApiKind kind) {
    return new Reply(HeaderRules.proxyReply(kind));
  }
}
