package io.apigw.runtime;

import io.apigw.api.ByteSize;
import io.apigw.api.DefinitionException;
import io.apigw.api.GatewayClock;
import io.apigw.api.JsonEngine;
import io.apigw.api.RequestExecutor;
import io.apigw.api.definition.Bindings;
import io.apigw.api.definition.Stage;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.runtime.deploy.Declared;
import io.apigw.runtime.deploy.Deployments;
import io.apigw.runtime.deploy.Engines;
import io.apigw.runtime.deploy.Findings;
import io.apigw.runtime.embedded.Background;
import io.apigw.runtime.embedded.CaffeineResponseCache;
import io.apigw.runtime.embedded.JacksonJson;
import io.apigw.runtime.embedded.JdkTransport;
import io.apigw.runtime.embedded.SystemClock;
import io.apigw.runtime.embedded.Workers;
import io.apigw.runtime.monitor.InFlight;
import java.util.ArrayList;
import java.util.List;

/** Puts a gateway together: what it was given, what it brings itself in its place, and the deployed definitions. */
final class GatewayAssembly {

  private final Gateway.Builder given;

  /** What the gateway starts and so has to close. */
  private final OwnedParts owned = new OwnedParts();

  GatewayAssembly(Gateway.Builder given) {
    this.given = given;
  }

  Gateway build() {
    try {
      return assemble();
    } catch (RuntimeException | Error wrong) {
      owned.close();
      throw wrong;
    }
  }

  private Gateway assemble() {
    Findings findings = Findings.none();
    Bindings bindings = given.bindings.build();
    findings.addAll(bindings.problems());
    List<Declared> declared = declared(findings);

    GatewayClock clock = given.clock.orElseGet(() -> owned.add(SystemClock.create()));
    JsonEngine json = given.json.orElseGet(JacksonJson::create);
    RequestExecutor background = new Background(clock);
    InFlight inFlight = new InFlight(clock);
    Deployments deployments =
        new Deployments(engines(clock, json, background), bindings, given.trustedProxies, findings);
    deployments.start(declared, findings);
    findings.throwIfAny("gateway");
    return new Gateway(deployments.flow(inFlight), deployments, inFlight, owned);
  }

  private Engines engines(GatewayClock clock, JsonEngine json, RequestExecutor background) {
    HttpTransport transport = given.transport.orElseGet(() -> owned.add(JdkTransport.create()));
    EngineContext context = EngineContext.builder(clock, transport, json, background)
        .account(given.account)
        .region(given.region)
        .workers(owned.add(Workers.create()))
        .build();
    return new Engines(
        given.authorizers,
        given.limits,
        given.schemas,
        given.templates,
        Engines.Memory.of(
            given.cache.orElseGet(() -> CaffeineResponseCache.create(clock)),
            given.bodyBudget.orElseGet(GatewayAssembly::quarterOfTheHeap),
            context),
        new Engines.Observers(given.metrics, given.accessLog),
        context);
  }

  private static ByteSize quarterOfTheHeap() {
    return ByteSize.ofBytes(Runtime.getRuntime().maxMemory() / 4);
  }

  private List<Declared> declared(Findings findings) {
    List<Declared> declared = new ArrayList<>();
    for (Gateway.Declaration each : given.declarations) {
      Stage.Builder stage = Stage.builder(each.api(), each.stage());
      each.settings().accept(stage);
      try {
        declared.add(new Declared(each.api(), stage.build(), each.atRoot()));
      } catch (DefinitionException wrong) {
        String path = "stages[" + each.api().id() + "/" + each.stage() + "]";
        wrong.problems().forEach(problem -> findings.add(problem.under(path)));
      }
    }
    return declared;
  }
}
