package io.apigw.runtime.deploy;

import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import io.apigw.api.definition.Api;
import io.apigw.api.definition.Bindings;
import io.apigw.api.engine.EngineContext;
import io.apigw.runtime.flow.RequestFlow;
import io.apigw.runtime.monitor.InFlight;
import io.apigw.runtime.respond.RespondStep;
import io.apigw.runtime.route.RouteStep;
import io.apigw.runtime.route.RoutingTable;
import io.apigw.runtime.route.StageRoutes;
import io.apigw.runtime.route.TrustedProxies;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is deployed where. A deploy compiles off the request path; it throws with all problems and changes nothing, or
 * switches one reference, and requests keep what they started with. Thread-safe: deploys run one at a time.
 */
public final class Deployments {

  /**
   * After it no request still asks a step of the deployment before: the longest wait before one is the five minutes that
   * a body may take which is validated or rendered, and the half minute that it may wait for a worker.
   */
  private static final Duration LAST_USE = Duration.ofMinutes(6);

  private final Engines engines;
  private final Bindings bindings;
  private final StageCompiler compiler;
  private final RouteStep route;
  private final Set<AutoCloseable> retiring = Collections.newSetFromMap(new IdentityHashMap<>());
  private Map<String, Compiled> stages = Map.of();

  private record Compiled(Declared declared, StageRoutes routes, ReadySteps steps, int version) {

    String deploymentId() {
      return deploymentId(declared, version);
    }

    static String deploymentId(Declared declared, int version) {
      return declared.id().replace("$", "").replace('/', '-') + "-" + version;
    }
  }

  /**
   * Makes the deployments of a gateway, none yet.
   *
   * @param engines who executes definitions
   * @param bindings what names in definitions stand for
   * @param trustedProxies the addresses whose word on a request's origin counts
   * @param findings takes what is wrong with the addresses
   */
  public Deployments(
      Engines engines, Bindings bindings, List<String> trustedProxies, Findings findings) {
    this.engines = engines;
    this.bindings = bindings;
    this.compiler = new StageCompiler(engines, bindings);
    EngineContext context = engines.context();
    this.route = new RouteStep(
        context.clock(), context.background(), TrustedProxies.parse(trustedProxies, findings::add));
  }

  /**
   * Returns the way of a request through what is deployed, now and later.
   *
   * @param inFlight counts the requests
   */
  public RequestFlow flow(InFlight inFlight) {
    return new RequestFlow(route, new RespondStep(engines.context().json(), inFlight), inFlight);
  }

  /**
   * Deploys the first definitions of a gateway.
   *
   * @param declared what is to be deployed
   * @param findings takes all that is wrong; if there is anything, nothing is deployed
   */
  public synchronized void start(List<Declared> declared, Findings findings) {
    Map<String, Compiled> first = new LinkedHashMap<>();
    NamedHandles handles = new NamedHandles(bindings);
    for (Declared each : declared) {
      Findings ofStage = findings.under("stages[" + each.id() + "]");
      handles.check(each.api(), ofStage);
      if (first.put(each.id(), compile(each, 1, ReadySteps.none(), ofStage)) != null) {
        ofStage.add(new Problem("", "expected to be declared once but was declared twice"));
      }
    }
    RoutingTable table = table(first, findings);
    if (findings.isEmpty()) {
      switchTo(first, table);
    } else {
      first.values().forEach(Deployments::close);
    }
  }

  /** Returns the names of the stages of an API that exist. */
  public synchronized List<String> stages(String apiId) {
    return stages.values().stream()
        .map(Compiled::declared)
        .filter(declared -> declared.api().id().equals(apiId))
        .map(declared -> declared.stage().name())
        .toList();
  }

  /**
   * Replaces what a stage answers with.
   *
   * @param stage the stage's name; it exists
   * @param api the new definition
   * @return the deployment's id
   * @throws DefinitionException with all that is wrong; nothing is changed then
   */
  public synchronized String deploy(String apiId, String stage, Api api) {
    Findings findings = Findings.none();
    Compiled before = present(apiId + "/" + stage);
    if (!sameApi(before.declared().api(), api)) {
      findings.add(Problem.expected(
          "",
          "a new definition of " + Declared.title(before.declared().api()),
          Declared.title(api)));
    }
    new NamedHandles(bindings).check(api, findings);
    ReadySteps steps = before.steps().next();
    try {
      Compiled after = compile(before.declared().with(api), before.version() + 1, steps, findings);
      Map<String, Compiled> next = new LinkedHashMap<>(stages);
      next.put(before.declared().id(), after);
      RoutingTable table = table(next, findings);
      findings.throwIfAny(Declared.title(api));
      switchTo(next, table);
      retire(before.steps().unusedIn(steps));
      return after.deploymentId();
    } catch (RuntimeException | Error wrong) {
      steps.unusedIn(before.steps()).forEach(Deployments::close);
      throw wrong;
    }
  }

  /** Closes every step that engines have prepared for this gateway. */
  public synchronized void close() {
    stages.values().forEach(Deployments::close);
    stages = Map.of();
    retiring.forEach(Deployments::close);
    retiring.clear();
  }

  private Compiled present(String id) {
    Compiled compiled = stages.get(id);
    if (compiled == null) {
      throw new IllegalArgumentException(
          Problem.expectedOneOf("stage", stages.keySet(), id).toString());
    }
    return compiled;
  }

  private static boolean sameApi(Api before, Api after) {
    return before.id().equals(after.id()) && before.kind() == after.kind();
  }

  private Compiled compile(Declared declared, int version, ReadySteps steps, Findings findings) {
    String deploymentId = Compiled.deploymentId(declared, version);
    return new Compiled(
        declared, compiler.compile(declared, deploymentId, steps, findings), steps, version);
  }

  private RoutingTable table(Map<String, Compiled> all, Findings findings) {
    boolean said = all.values().stream()
        .anyMatch(each -> each.declared().stage().accessLog().isEmpty());
    RoutingTable.Builder table = RoutingTable.builder()
        .monitor(
            new MonitorCompiler(engines.observers()).ofNoRoute(said ? Findings.none() : findings));
    Set<String> closed = new LinkedHashSet<>();
    Set<String> mapped = new HashSet<>();
    for (Compiled compiled : all.values()) {
      Declared declared = compiled.declared();
      String apiId = declared.api().id();
      table.stage(compiled.routes());
      declared.stage().domains().forEach(domain -> {
        mapped.add(apiId);
        table.mapping(domain, compiled.routes());
      });
      if (declared.atRoot()) {
        table.rootWhenAlone(compiled.routes());
      }
      if (declared.api().defaultEndpointDisabled()) {
        closed.add(apiId);
        table.withoutDefaultEndpoint(apiId);
      }
    }
    closed.removeAll(mapped);
    closed.forEach(apiId -> findings.add(Problem.expected(
        "apis[" + apiId + "]",
        "a domain on one of its stages, since its default endpoint is disabled",
        "none")));
    findings.addAll(table.problems());
    return table.build();
  }

  private void switchTo(Map<String, Compiled> next, RoutingTable table) {
    stages = next;
    route.switchTo(table);
  }

  /** Closes steps once no request uses them any more, at the latest with the gateway. */
  private void retire(List<AutoCloseable> unused) {
    if (!unused.isEmpty()) {
      retiring.addAll(unused);
      engines.context().clock().schedule(() -> closeRetired(unused), LAST_USE);
    }
  }

  private synchronized void closeRetired(List<AutoCloseable> unused) {
    unused.stream().filter(retiring::remove).forEach(Deployments::close);
  }

  private static void close(Compiled compiled) {
    compiled.steps().unusedIn(ReadySteps.none()).forEach(Deployments::close);
  }

  private static void close(AutoCloseable step) {
    try {
      step.close();
    } catch (Exception failure) {
      System.getLogger(Deployments.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "a step that is no longer used could not be closed",
              failure);
    }
  }
}
