package io.apigw.runtime.deploy;

import io.apigw.api.ApiKind;
import io.apigw.api.definition.Api;
import io.apigw.api.definition.Bindings;
import io.apigw.api.definition.RestApi;
import io.apigw.api.definition.Route;
import io.apigw.runtime.monitor.RouteLabels;
import io.apigw.runtime.monitor.StageLabels;
import io.apigw.runtime.respond.CorsPreflight;
import io.apigw.runtime.route.CompiledRoute;
import io.apigw.runtime.route.CompiledStage;
import io.apigw.runtime.route.StageRoutes;
import io.apigw.runtime.shield.ShieldStep;
import java.util.Optional;

/** Compiles an API on a stage: every route into its ready steps, and all of them into one routing trie. */
final class StageCompiler {

  private final Engines engines;
  private final Bindings bindings;

  StageCompiler(Engines engines, Bindings bindings) {
    this.engines = engines;
    this.bindings = bindings;
  }

  /**
   * Compiles.
   *
   * @param declared what to compile
   * @param deploymentId the deployment's id
   * @param steps takes and gives the steps that are kept between deploys
   * @param findings takes all that is wrong; the result is of use only when there is nothing
   */
  StageRoutes compile(Declared declared, String deploymentId, ReadySteps steps, Findings findings) {
    findings.addAll(declared.stage().problems(declared.api()));
    findings.addAll(declared.stage().unresolved(declared.api()));
    StageLabels labels = labels(declared, deploymentId);
    CompiledStage stage = stage(labels, declared, findings);
    RouteCompiler compiler = new RouteCompiler(
        engines,
        bindings,
        steps,
        declared,
        stage,
        new PolicyStepCompiler(engines, steps, declared).compile(labels.apiArn(), findings));
    StageRoutes.Builder routes = StageRoutes.builder(stage, RouteLabels.unmatched(labels));
    for (Route route : declared.api().routes()) {
      RouteLabels ofRoute = labels(labels, declared.api(), route);
      routes.route(
          route.key(),
          new CompiledRoute(
              stage, ofRoute, route.key().variables(), compiler.compile(route, ofRoute, findings)));
    }
    if (declared.api().match(http -> false, RestApi::methodOverrideIgnored)) {
      routes.ignoreMethodOverride();
    }
    if (!declared.stage().shields().isEmpty()) {
      routes.shield(ShieldStep.before(declared.stage().shields()));
    }
    if (stage.cors().isPresent()) {
      routes.preflight(new CorsPreflight());
    }
    return routes.build();
  }

  private CompiledStage stage(StageLabels labels, Declared declared, Findings findings) {
    return new CompiledStage(
        labels,
        declared.stage().variables(),
        declared.api().match(http -> http.cors(), rest -> Optional.empty()),
        declared.stage().payload().bytes(),
        declared.stage().collected().bytes(),
        declared.stage().idleTimeout(),
        new MonitorCompiler(engines.observers()).of(declared, findings));
  }

  private StageLabels labels(Declared declared, String deploymentId) {
    return new StageLabels(
        Optional.of(declared.api().kind()),
        declared.api().id(),
        declared.stage().name(),
        deploymentId,
        engines.context().account(),
        engines.context().region());
  }

  private static RouteLabels labels(StageLabels ofStage, Api api, Route route) {
    String path = route.key().path();
    return new RouteLabels(ofStage, route.key().toString(), path, resourceId(api, path));
  }

  /** Six characters made of the API's id and the path, the same after every start; AWS's are random. */
  private static String resourceId(Api api, String path) {
    if (path.isEmpty() || api.kind() != ApiKind.REST) {
      return "";
    }
    long hash = 0xcbf29ce484222325L;
    String text = api.id() + path;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    String digits = "000000" + Long.toString(hash & Long.MAX_VALUE, 36);
    return digits.substring(digits.length() - 6);
  }
}
