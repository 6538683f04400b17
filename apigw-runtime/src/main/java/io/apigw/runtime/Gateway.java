package io.apigw.runtime;

import io.apigw.api.ByteSize;
import io.apigw.api.GatewayClock;
import io.apigw.api.JsonEngine;
import io.apigw.api.Request;
import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.cache.ResponseCache;
import io.apigw.api.definition.Api;
import io.apigw.api.definition.Bindings;
import io.apigw.api.definition.Stage;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.monitor.AccessLog;
import io.apigw.api.monitor.Metrics;
import io.apigw.api.throttle.LimitEngine;
import io.apigw.api.transform.TemplateEngine;
import io.apigw.api.validate.SchemaEngine;
import io.apigw.runtime.deploy.Deployments;
import io.apigw.runtime.flow.RequestFlow;
import io.apigw.runtime.monitor.InFlight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A gateway: APIs on stages, ready to answer requests from any HTTP stack. Thread-safe.
 *
 * <p>It closes what it started itself, never what was handed to its builder, and no thread of it outlives
 * {@link #close}.
 */
public final class Gateway implements RequestProcessor, AutoCloseable {

  private final RequestFlow flow;
  private final Deployments deployments;
  private final InFlight inFlight;
  private final OwnedParts owned;

  Gateway(RequestFlow flow, Deployments deployments, InFlight inFlight, OwnedParts owned) {
    this.flow = flow;
    this.deployments = deployments;
    this.inFlight = inFlight;
    this.owned = owned;
  }

  /**
   * Returns a gateway of one API at the root of every host: an HTTP API on the stage {@code $default}, a REST API on
   * {@code prod}.
   *
   * @throws io.apigw.api.DefinitionException with all that is wrong
   */
  public static Gateway of(Api api) {
    return builder().api(api).build();
  }

  /** Returns a builder. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Answers one request: never throws, never blocks, and always completes normally, because every failure is a
   * response.
   */
  @Override
  public CompletionStage<Response> process(Request request) {
    return flow.process(Objects.requireNonNull(request, "request"));
  }

  /**
   * Returns a stage, to deploy another definition on it.
   *
   * @param api the API as it was declared, or any later definition of it
   * @param stage the stage's name
   * @throws IllegalArgumentException when the API has no such stage here; the message names those it has
   */
  public DeployedStage stage(Api api, String stage) {
    return stage(api.id(), stage);
  }

  /**
   * Returns a stage, to deploy another definition on it.
   *
   * @param apiId the API's id
   * @param stage the stage's name
   * @throws IllegalArgumentException when the API has no such stage here; the message names those it has
   */
  public DeployedStage stage(String apiId, String stage) {
    return new DeployedStage(deployments, apiId, stage);
  }

  /**
   * Refuses new requests with 503 from now on, and waits for those that are being answered.
   *
   * @param limit how long to wait at most
   * @return completes when no request is left, or the limit has passed; on any thread
   */
  public CompletionStage<Void> drain(Duration limit) {
    return inFlight.drain(limit);
  }

  /**
   * Stops: new requests are refused with 503, and what the gateway started itself is closed. Requests that are being
   * answered may fail; {@link #drain} first, if they must not. Closing twice does nothing.
   */
  @Override
  public void close() {
    inFlight.refuse();
    deployments.close();
    owned.close();
  }

  /**
   * Collects APIs on stages and the engines that execute them. Setters refuse null only; {@link #build} says all that
   * is wrong. Not thread-safe.
   */
  public static final class Builder {

    final List<Declaration> declarations = new ArrayList<>();
    final Bindings.Builder bindings = Bindings.builder();
    final List<AuthorizerEngine> authorizers = new ArrayList<>();
    Optional<HttpTransport> transport = Optional.empty();
    Optional<LimitEngine> limits = Optional.empty();
    Optional<SchemaEngine> schemas = Optional.empty();
    Optional<TemplateEngine> templates = Optional.empty();
    Optional<JsonEngine> json = Optional.empty();
    Optional<ResponseCache> cache = Optional.empty();
    Optional<Metrics> metrics = Optional.empty();
    Optional<AccessLog> accessLog = Optional.empty();
    Optional<GatewayClock> clock = Optional.empty();
    Optional<ByteSize> bodyBudget = Optional.empty();
    List<String> trustedProxies = List.of();
    String account = "000000000000";
    String region = "local";

    private Builder() {}

    /**
     * Adds an API on its standard stage: {@code $default} for an HTTP API, {@code prod} for a REST API. When it is the
     * gateway's only API and no domain maps to it, it answers at the root of every host.
     */
    public Builder api(Api api) {
      String stage = api.match(http -> "$default", rest -> "prod");
      declarations.add(new Declaration(api, stage, settings -> {}, true));
      return this;
    }

    /** Adds an API on a stage without settings of its own. */
    public Builder stage(Api api, String stage) {
      return stage(api, stage, settings -> {});
    }

    /** Adds an API on a stage. */
    public Builder stage(Api api, String stage, Consumer<? super Stage.Builder> settings) {
      declarations.add(new Declaration(api, stage, settings, false));
      return this;
    }

    /** Says what the names in definitions stand for; may be called more than once. */
    public Builder bind(Consumer<? super Bindings.Builder> names) {
      names.accept(bindings);
      return this;
    }

    /** Sets the way out over HTTP; the JDK's client unless set. It stays the caller's to close. */
    public Builder transport(HttpTransport http) {
      this.transport = Optional.of(http);
      return this;
    }

    /** Adds engines that execute authorizers; none unless added. */
    public Builder authorizers(AuthorizerEngine... engines) {
      authorizers.addAll(List.of(engines));
      return this;
    }

    /** Sets the engine that counts throttles; none unless set. */
    public Builder limits(LimitEngine engine) {
      this.limits = Optional.of(engine);
      return this;
    }

    /** Sets the engine that checks bodies; none unless set. */
    public Builder schemas(SchemaEngine engine) {
      this.schemas = Optional.of(engine);
      return this;
    }

    /** Sets the engine that renders templates; none unless set. */
    public Builder templates(TemplateEngine engine) {
      this.templates = Optional.of(engine);
      return this;
    }

    /** Sets what reads and writes JSON; Jackson unless set. */
    public Builder json(JsonEngine engine) {
      this.json = Optional.of(engine);
      return this;
    }

    /** Sets where responses are kept; in memory unless set. */
    public Builder cache(ResponseCache store) {
      this.cache = Optional.of(store);
      return this;
    }

    /** Sets what counts and times requests; nothing unless set. */
    public Builder metrics(Metrics sink) {
      this.metrics = Optional.of(sink);
      return this;
    }

    /** Sets the access log of stages that have none of their own; none unless set. */
    public Builder accessLog(AccessLog log) {
      this.accessLog = Optional.of(log);
      return this;
    }

    /** Sets the source of time; the system's unless set. */
    public Builder clock(GatewayClock time) {
      this.clock = Optional.of(time);
      return this;
    }

    /**
     * Sets how much memory all bodies together may take that the gateway itself holds: requests taken into memory for a
     * function, a model, a template or a mapping, and copies of replies on their way into the cache. What the host has
     * handed in whole does not count. A quarter of the JVM's largest heap unless set; when it is in use, a request whose
     * body needs more is answered 503, and a reply is not kept.
     */
    public Builder bodyBudget(ByteSize most) {
      this.bodyBudget = Optional.of(most);
      return this;
    }

    /**
     * Sets the proxies in front of the host whose {@code X-Forwarded-For} is believed; none unless set.
     *
     * @param cidrs addresses or blocks, for example {@code 10.0.0.0/8}
     */
    public Builder trustedProxies(String... cidrs) {
      this.trustedProxies = List.of(cidrs);
      return this;
    }

    /** Sets the account id that ARNs and events carry; {@code 000000000000} unless set. */
    public Builder account(String id) {
      this.account = Objects.requireNonNull(id, "id");
      return this;
    }

    /** Sets the region that ARNs and events carry; {@code local} unless set. */
    public Builder region(String name) {
      this.region = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Returns the gateway, running.
     *
     * @throws io.apigw.api.DefinitionException with all that is wrong
     */
    public Gateway build() {
      return new GatewayAssembly(this).build();
    }
  }

  /** A stage as the builder was told of it; its settings are collected when the gateway is built. */
  record Declaration(
      Api api, String stage, Consumer<? super Stage.Builder> settings, boolean atRoot) {

    Declaration {
      Objects.requireNonNull(api, "api");
      Objects.requireNonNull(stage, "stage");
      Objects.requireNonNull(settings, "settings");
    }
  }
}
