package io.apigw.api.engine;

import io.apigw.api.GatewayClock;
import io.apigw.api.JsonEngine;
import io.apigw.api.RequestExecutor;
import io.apigw.api.integrate.HttpTransport;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * What a gateway lends its engines when it prepares their steps; everything in it is thread-safe and lives as long
 * as the gateway.
 */
public final class EngineContext {

  private final String account;
  private final String region;
  private final GatewayClock clock;
  private final HttpTransport transport;
  private final JsonEngine json;
  private final Executor workers;
  private final RequestExecutor background;

  private EngineContext(Builder builder) {
    this.account = builder.account;
    this.region = builder.region;
    this.clock = builder.clock;
    this.transport = builder.transport;
    this.json = builder.json;
    this.workers = builder.workers;
    this.background = builder.background;
  }

  /**
   * Returns a builder; engines' tests use it, the testkit has a ready one.
   *
   * @param clock the source of time
   * @param transport the way out
   * @param json reads and writes JSON
   * @param background thread and timer for work of no single request
   */
  public static Builder builder(
      GatewayClock clock, HttpTransport transport, JsonEngine json, RequestExecutor background) {
    return new Builder(clock, transport, json, background);
  }

  /** Returns the account id that ARNs and events carry. */
  public String account() {
    return account;
  }

  /** Returns the region that ARNs and events carry. */
  public String region() {
    return region;
  }

  /** Returns the source of time and timers. */
  public GatewayClock clock() {
    return clock;
  }

  /** Returns the way out over HTTP. */
  public HttpTransport transport() {
    return transport;
  }

  /** Returns what reads and writes JSON. */
  public JsonEngine json() {
    return json;
  }

  /** Returns the bounded pool for work that grows with a body; never for work that blocks. */
  public Executor workers() {
    return workers;
  }

  /**
   * Returns the executor for work that belongs to no single request, such as a key refresh: no client cancels it,
   * and each caller sets a deadline of its own.
   */
  public RequestExecutor background() {
    return background;
  }

  /** Collects what a gateway lends. Not thread-safe. */
  public static final class Builder {

    private final GatewayClock clock;
    private final HttpTransport transport;
    private final JsonEngine json;
    private final RequestExecutor background;
    private String account = "000000000000";
    private String region = "local";
    private Executor workers = Runnable::run;

    private Builder(
        GatewayClock clock, HttpTransport transport, JsonEngine json, RequestExecutor background) {
      this.clock = Objects.requireNonNull(clock, "clock");
      this.transport = Objects.requireNonNull(transport, "transport");
      this.json = Objects.requireNonNull(json, "json");
      this.background = Objects.requireNonNull(background, "background");
    }

    /** Sets the account id; {@code 000000000000} unless set. */
    public Builder account(String id) {
      this.account = Objects.requireNonNull(id, "id");
      return this;
    }

    /** Sets the region; {@code local} unless set. */
    public Builder region(String name) {
      this.region = Objects.requireNonNull(name, "name");
      return this;
    }

    /** Sets the pool for work that grows with a body; the caller's thread unless set. */
    public Builder workers(Executor pool) {
      this.workers = Objects.requireNonNull(pool, "pool");
      return this;
    }

    /** Returns the context. */
    public EngineContext build() {
      return new EngineContext(this);
    }
  }
}
