package io.apigw.runtime.route;

import io.apigw.api.GatewayClock;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.monitor.Recording;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Step;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first step: finds API, stage and method, and begins the record. There is always a method: what is malformed, over a
 * limit or matched by nothing gets one that refuses. Thread-safe.
 */
public final class RouteStep implements Step<Request, Routed> {

  private static final Rejection VERB = Rejection.of(GatewayResponseType.BAD_REQUEST)
      .withFacts("method: a verb that is never routed");
  private static final Rejection OVERRIDE = Rejection.of(GatewayResponseType.BAD_REQUEST)
      .withFacts("X-HTTP-Method-Override: no verb, or more than one");

  private final GatewayClock clock;
  private final RequestExecutor own;
  private final TrustedProxies proxies;
  private final UnmatchedLog log;

  private volatile RoutingTable table = RoutingTable.builder().build();

  /**
   * Makes the step; nothing is deployed yet.
   *
   * @param clock what times are read from
   * @param own runs requests that no host made
   * @param proxies whose word on a request's origin counts
   */
  public RouteStep(GatewayClock clock, RequestExecutor own, TrustedProxies proxies) {
    this.clock = Objects.requireNonNull(clock, "clock");
    this.own = Objects.requireNonNull(own, "own");
    this.proxies = Objects.requireNonNull(proxies, "proxies");
    System.Logger logger = System.getLogger(RouteStep.class.getName());
    this.log = new UnmatchedLog(clock.nanos(), line -> logger.log(System.Logger.Level.INFO, line));
  }

  /** Routes by another table from now on; requests that were routed before keep what they have. */
  public void switchTo(RoutingTable next) {
    this.table = Objects.requireNonNull(next, "next");
  }

  @Override
  public Routed take(Request request) {
    long startNanos = clock.nanos();
    String path = request.path();
    EntryPoint entry = table.find(request.headers(), path);
    StageRoutes routes = entry.routes();
    Rejection fault = fault(request, path, routes.stage());
    if (fault != null) {
      return routed(request, startNanos, path, entry, routes.refusing(fault), Variables.none());
    }
    Request meant = routes.verbOverridable() ? VerbOverride.applied(request) : request;
    return meant == null
        ? routed(request, startNanos, path, entry, routes.refusing(OVERRIDE), Variables.none())
        : match(meant, startNanos, path, entry);
  }

  private static @Nullable Rejection fault(Request request, String path, CompiledStage stage) {
    Rejection limit = RequestLimits.exceeded(request, stage);
    return limit == null ? PathSyntax.fault(path) : limit;
  }

  private Routed match(Request request, long startNanos, String path, EntryPoint entry) {
    StageRoutes routes = entry.routes();
    int verb = Verbs.indexOf(request.method());
    if (verb == Verbs.OTHER && Verbs.refused(request.method())) {
      return routed(request, startNanos, path, entry, routes.refusing(VERB), Variables.none());
    }
    CompiledRoute preflight = routes.preflight();
    if (preflight != null && isPreflight(request)) {
      return routed(request, startNanos, path, entry, preflight, Variables.none());
    }
    int from = entry.cut(path);
    Target target = routes.trie().find(path, from, verb);
    if (target == null) {
      log.note(startNanos, routes, request.method(), path, from);
      return routed(request, startNanos, path, entry, routes.unmatched(), Variables.none());
    }
    return routed(request, startNanos, path, entry, target.route(), target.variables());
  }

  private static boolean isPreflight(Request request) {
    Headers headers = request.headers();
    return request.method().equals("OPTIONS")
        && headers.contains("Origin")
        && headers.contains("Access-Control-Request-Method");
  }

  private Routed routed(
      Request request,
      long startNanos,
      String path,
      EntryPoint entry,
      CompiledRoute route,
      Variables variables) {
    boolean proxied = proxies.trusts(request);
    String routedPath = entry.routedPath(path);
    Recording record = new Recording(
        request,
        clock,
        startNanos,
        RequestIdSource.next(request, !entry.routes().stage().http()),
        route.labels());
    record.sourceIp(proxies.sourceIp(request, proxied));
    record.routedAs(request.method(), path, routedPath);
    record.basePath(entry.basePath());
    RequestExecutor executor =
        request.executor() == RequestExecutor.inPlace() ? own : request.executor();
    Routed routed = new Routed(request, route, routedPath, variables, executor, record);
    Step<Routed, Answer> shield = entry.routes().shield();
    if (shield != null) {
      routed.shieldedBy(shield);
    }
    if (proxied) {
      routed.markProxied();
    }
    return routed;
  }
}
