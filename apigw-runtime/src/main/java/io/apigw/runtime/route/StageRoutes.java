package io.apigw.runtime.route;

import io.apigw.api.ApiKind;
import io.apigw.api.DefinitionException;
import io.apigw.api.definition.RouteKey;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.monitor.RouteLabels;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Step;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All methods of a stage, those included that stand for none. Immutable. */
public final class StageRoutes {

  private final CompiledStage stage;
  private final RouteLabels labels;
  private final RouteTrie trie;
  private final CompiledRoute unmatched;
  private final @Nullable CompiledRoute preflight;
  private final boolean verbOverridable;
  private final @Nullable Step<Routed, Answer> shield;

  private StageRoutes(Builder from) {
    this.stage = from.stage;
    this.labels = from.labels;
    this.trie = from.trie.build();
    this.unmatched = from.standIn(from.unmatched);
    this.preflight = from.preflight == null ? null : from.standIn(from.preflight);
    this.verbOverridable = stage.rest() && !from.ignoresVerbOverride;
    this.shield = from.shield;
  }

  /**
   * Returns a builder.
   *
   * @param stage what all routes share
   * @param unmatched what names a request that no route takes
   */
  public static Builder builder(CompiledStage stage, RouteLabels unmatched) {
    return new Builder(stage, unmatched);
  }

  /** Returns what stands for a stage that does not exist, or for no API at all: it refuses everything. */
  static StageRoutes none(CompiledStage stage) {
    return builder(stage, RouteLabels.unmatched(stage.labels()))
        .unmatched(new Refusal(Rejection.of(GatewayResponseType.NOT_DEPLOYED)))
        .build();
  }

  /** Returns what all routes share. */
  public CompiledStage stage() {
    return stage;
  }

  RouteLabels labels() {
    return labels;
  }

  RouteTrie trie() {
    return trie;
  }

  CompiledRoute unmatched() {
    return unmatched;
  }

  /** What answers preflights, if the gateway does. */
  @Nullable
  CompiledRoute preflight() {
    return preflight;
  }

  /** What stands before the methods, if anything does. */
  @Nullable
  Step<Routed, Answer> shield() {
    return shield;
  }

  /** Whether {@code X-HTTP-Method-Override} replaces the verb. */
  boolean verbOverridable() {
    return verbOverridable;
  }

  /** A method that refuses one request of the stage. */
  CompiledRoute refusing(Rejection rejection) {
    return new CompiledRoute(stage, labels, List.of(), new Refusal(rejection));
  }

  /** Collects the routes of a stage. Not thread-safe. */
  public static final class Builder {

    private final CompiledStage stage;
    private final RouteLabels labels;
    private final RouteTrie.Builder trie;
    private Step<Routed, Answer> unmatched = new Unmatched();
    private @Nullable Step<Routed, Answer> preflight;
    private boolean ignoresVerbOverride;
    private @Nullable Step<Routed, Answer> shield;

    private Builder(CompiledStage stage, RouteLabels labels) {
      this.stage = Objects.requireNonNull(stage, "stage");
      this.labels = Objects.requireNonNull(labels, "labels");
      this.trie = RouteTrie.builder(stage.kind().orElse(ApiKind.REST));
    }

    /**
     * Adds a route.
     *
     * @param key which requests it takes
     * @param route the route; the names of its path variables are the key's
     */
    public Builder route(RouteKey key, CompiledRoute route) {
      trie.add(key, route);
      return this;
    }

    /** Answers preflights with a step; without it they are routed like other requests. */
    public Builder preflight(Step<Routed, Answer> answer) {
      this.preflight = answer;
      return this;
    }

    /** Answers what no route takes with a step, in place of the kind's own 403 or 404. */
    public Builder unmatched(Step<Routed, Answer> answer) {
      this.unmatched = answer;
      return this;
    }

    /** Asks a step first, which goes on to the request's method itself. */
    public Builder shield(Step<Routed, Answer> first) {
      this.shield = first;
      return this;
    }

    /** Leaves {@code X-HTTP-Method-Override} unread, which a REST API honours otherwise and an HTTP API never does. */
    public Builder ignoreMethodOverride() {
      this.ignoresVerbOverride = true;
      return this;
    }

    /**
     * Returns the routes.
     *
     * @throws DefinitionException when two routes take the same requests; names all of them
     */
    public StageRoutes build() {
      return new StageRoutes(this);
    }

    private CompiledRoute standIn(Step<Routed, Answer> answer) {
      return new CompiledRoute(stage, labels, List.of(), answer);
    }
  }
}
