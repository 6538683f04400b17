package io.apigw.api.definition;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.integrate.AsyncHttpFunction;
import io.apigw.api.integrate.HttpFunction;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.api.integrate.Integration;
import io.apigw.api.integrate.NamedFunction;
import io.apigw.api.throttle.Rate;
import io.apigw.api.throttle.Throttle;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A route of an HTTP API. Made by {@link HttpApi.Builder#route}. Immutable, with value equality. */
public final class HttpRoute implements Route {

  private final RouteCore core;

  private HttpRoute(RouteCore core) {
    this.core = core;
  }

  @Override
  public RouteKey key() {
    return core.key();
  }

  @Override
  public Integration integration() {
    return core.integration();
  }

  @Override
  public Optional<Authorizer> authorizer() {
    return Optional.ofNullable(core.authorizer());
  }

  @Override
  public List<String> scopes() {
    return core.scopes();
  }

  @Override
  public List<Throttle> throttles() {
    return core.throttles();
  }

  @Override
  public Optional<Duration> timeout() {
    return Optional.ofNullable(core.timeout());
  }

  @Override
  public boolean requestStreamed() {
    return core.requestStreamed();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HttpRoute that && core.equals(that.core);
  }

  @Override
  public int hashCode() {
    return core.hashCode();
  }

  /** Returns key and integration. */
  @Override
  public String toString() {
    return core.key() + " -> " + core.integration();
  }

  /** Collects a route's settings; exactly one integration is required. Not thread-safe. */
  public static final class Builder implements RouteSettings {

    private final RouteDraft draft;

    Builder(String apiId, String key) {
      draft = new RouteDraft(ApiKind.HTTP, apiId, key);
    }

    /**
     * Answers with a function that runs on the request's thread and must not block. It is named by API and route key.
     */
    public Builder function(HttpFunction function) {
      draft.unnamed(NamedFunction.of("function", function));
      return this;
    }

    /**
     * Answers with a function that may block; it runs on the executor. It is named by API and route key.
     *
     * @param executor stays the caller's to close
     * @param function what answers
     */
    public Builder function(Executor executor, HttpFunction function) {
      draft.unnamed(NamedFunction.of("function", executor, function));
      return this;
    }

    /** Answers with a function that answers later and must not block. It is named by API and route key. */
    public Builder functionAsync(AsyncHttpFunction function) {
      draft.unnamed(NamedFunction.async("function", function));
      return this;
    }

    /** Answers with a function that has a name of its own. */
    public Builder function(NamedFunction function) {
      draft.function(Objects.requireNonNull(function, "function"));
      return this;
    }

    /**
     * Passes requests on to a back end; {@code {name}} stands for a variable of the route.
     *
     * @param uri such as {@code http://pets.internal:8080/pets/{petId}}; see
     *     {@link io.apigw.api.integrate.UriTemplate}
     */
    public Builder proxy(String uri) {
      return proxy(uri, http -> {});
    }

    /**
     * Passes requests on to a back end, changed on their way.
     *
     * @param uri such as {@code http://pets.internal:8080/pets/{petId}}
     * @param settings sets the method, or mappings of parameters
     */
    public Builder proxy(String uri, Consumer<? super HttpIntegration.Builder> settings) {
      draft.proxy(uri, settings);
      return this;
    }

    @Override
    public Builder authorizer(Authorizer authorizer, String... scopes) {
      draft.authorizer(authorizer, scopes);
      return this;
    }

    @Override
    public Builder throttle(Rate rate) {
      draft.throttle(rate);
      return this;
    }

    @Override
    public Builder throttlePer(String valueExpression, Rate rate) {
      draft.throttlePer(valueExpression, rate);
      return this;
    }

    @Override
    public Builder timeout(Duration timeout) {
      draft.timeout(timeout);
      return this;
    }

    @Override
    public Builder streamRequest() {
      draft.streamRequest();
      return this;
    }

    Optional<HttpRoute> build(Optional<RouteKey> key, List<Problem> problems) {
      return draft.build(key, problems).map(HttpRoute::new);
    }
  }
}
