package io.apigw.api.definition;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.cache.CacheInvalidation;
import io.apigw.api.cache.CacheSettings;
import io.apigw.api.integrate.AsyncHttpFunction;
import io.apigw.api.integrate.HttpFunction;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.api.integrate.Integration;
import io.apigw.api.integrate.MockIntegration;
import io.apigw.api.integrate.NamedFunction;
import io.apigw.api.throttle.Rate;
import io.apigw.api.throttle.Throttle;
import io.apigw.api.transform.MappingTemplate;
import io.apigw.api.validate.Model;
import io.apigw.api.validate.RequestValidation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A method of a REST API: a verb on a resource, in AWS's words. Made by {@link RestApi.Builder#method}. Immutable, with
 * value equality.
 */
public final class RestMethod implements Route {

  private final RouteCore core;
  private final @Nullable CacheSettings cache;
  private final RequestValidation validation;
  private final List<MappingTemplate> requestTemplates;

  private RestMethod(
      RouteCore core,
      @Nullable CacheSettings cache,
      RequestValidation validation,
      List<MappingTemplate> requestTemplates) {
    this.core = core;
    this.cache = cache;
    this.validation = validation;
    this.requestTemplates = List.copyOf(requestTemplates);
  }

  /** Returns how answers are kept, the API's default; empty if none are. */
  public Optional<CacheSettings> cache() {
    return Optional.ofNullable(cache);
  }

  /** Returns what a request must have. */
  public RequestValidation validation() {
    return validation;
  }

  /** Returns the templates that make the body which the integration gets, one per media type; empty for none. */
  public List<MappingTemplate> requestTemplates() {
    return requestTemplates;
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
    return other instanceof RestMethod that
        && core.equals(that.core)
        && Objects.equals(cache, that.cache)
        && validation.equals(that.validation)
        && requestTemplates.equals(that.requestTemplates);
  }

  @Override
  public int hashCode() {
    return Objects.hash(core, cache, validation, requestTemplates);
  }

  /** Returns key and integration. */
  @Override
  public String toString() {
    return core.key() + " -> " + core.integration();
  }

  /** Collects a method's settings; exactly one integration is required. Not thread-safe. */
  public static final class Builder implements RouteSettings {

    private final RouteDraft draft;
    private final MethodDraft method = new MethodDraft();

    Builder(String apiId, String key) {
      draft = new RouteDraft(ApiKind.REST, apiId, key);
    }

    /**
     * Keeps answers, as the API's default; a stage may set another time. Default: not kept.
     *
     * @param ttl how long, 0 s to 3600 s; 0 keeps none
     * @param keyParameters the values that tell one answer from another, such as
     *     {@code method.request.querystring.view}; every path variable of the method must be among them. Nothing else
     *     varies the answer, as in AWS
     */
    public Builder cache(Duration ttl, String... keyParameters) {
      method.cache(ttl, keyParameters);
      return this;
    }

    /**
     * Sets whose {@code Cache-Control: max-age=0} replaces a kept answer. Default {@link CacheInvalidation#OR_WARNED}:
     * only that of callers whose own policies allow {@code execute-api:InvalidateCache}.
     */
    public Builder cacheInvalidation(CacheInvalidation whose) {
      method.cacheInvalidation(whose);
      return this;
    }

    /**
     * Refuses requests (400) without a parameter, or with a blank one.
     *
     * @param parameter a header, query parameter or path variable, such as {@code method.request.header.X-Tenant}
     */
    public Builder requiredParameter(String parameter) {
      method.requiredParameter(parameter);
      return this;
    }

    /**
     * Refuses requests (400) whose body does not fit a model.
     *
     * @param contentType the media type that the model is for, without parameters; {@code $default} for any other
     * @param model the schema
     */
    public Builder requestModel(String contentType, Model model) {
      method.requestModel(contentType, model);
      return this;
    }

    /**
     * Makes the body that the integration gets from a template, for requests of one media type; a request of another
     * type passes unchanged (AWS: {@code WHEN_NO_MATCH}). The body is collected for it. Needs an engine,
     * {@code Gateway.builder().templates(…)}.
     *
     * @param contentType a media type without parameters, such as {@code application/json}, or {@code $default}; a
     *     request without a type counts as {@code application/json}
     * @param template the template, in the engine's language
     */
    public Builder requestTemplate(String contentType, String template) {
      method.requestTemplate(contentType, template);
      return this;
    }

    /** Answers always the same, without a back end. Default of the mock: 200 without a body. */
    public Builder mock(Consumer<? super MockIntegration.Builder> mock) {
      MockIntegration.Builder builder = MockIntegration.builder();
      mock.accept(builder);
      draft.mock(builder::build);
      return this;
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

    Optional<RestMethod> build(Optional<RouteKey> key, List<Problem> problems) {
      RouteVariables variables = key.map(RouteVariables::of).orElseGet(RouteVariables::unknown);
      int before = problems.size();
      Optional<RouteCore> core = draft.build(key, problems);
      Optional<CacheSettings> cache = method.cache(variables, problems);
      RequestValidation validation = method.validation(variables, problems);
      List<MappingTemplate> templates = method.requestTemplates(problems);
      return problems.size() > before
          ? Optional.empty()
          : core.map(parts -> new RestMethod(parts, cache.orElse(null), validation, templates));
    }
  }
}
