package io.apigw.api.definition;

import io.apigw.api.ByteSize;
import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import io.apigw.api.monitor.AccessLog;
import io.apigw.api.shield.Shield;
import io.apigw.api.throttle.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deployed form of an API with settings of its own: where it is reached, its variables, limits and log. It names its
 * API only by what it was checked against, so the same stage may go on with the API's next version. Immutable, with value
 * equality.
 */
public final class Stage {

  private final String name;
  private final List<DomainMapping> domains;
  private final Map<String, String> variables;
  private final @Nullable Rate defaultThrottle;
  private final Map<String, Rate> throttles;
  private final Map<String, Duration> cacheTtls;
  private final ByteSize payload;
  private final ByteSize collected;
  private final @Nullable Duration timeout;
  private final @Nullable Duration maxTimeout;
  private final Duration idleTimeout;
  private final @Nullable AccessLog accessLog;
  private final List<Shield> shields;

  private Stage(Builder from) {
    name = from.name;
    domains = List.copyOf(from.domains);
    variables = copy(from.variables);
    defaultThrottle = from.defaultThrottle;
    throttles = copy(from.throttles);
    cacheTtls = copy(from.cacheTtls);
    payload = from.payload;
    collected = from.collected;
    timeout = from.timeout;
    maxTimeout = from.maxTimeout;
    idleTimeout = from.idleTimeout;
    accessLog = from.accessLog;
    shields = List.copyOf(from.shields);
  }

  private static <V> Map<String, V> copy(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * Returns a builder of a stage with default settings.
   *
   * @param api what is deployed: route keys and variables are checked against it
   * @param name 1 to 128 letters, digits, hyphens and underscores; {@code $default} in HTTP APIs, whose path then has no
   *     stage in it
   */
  public static Builder builder(Api api, String name) {
    return new Builder(Objects.requireNonNull(api, "api"), Objects.requireNonNull(name, "name"));
  }

  /**
   * Returns a builder that starts with all of this stage.
   *
   * @param api what is deployed
   */
  public Builder toBuilder(Api api) {
    Builder builder = builder(api, name);
    builder.domains.addAll(domains);
    builder.variables.putAll(variables);
    builder.defaultThrottle = defaultThrottle;
    builder.throttles.putAll(throttles);
    builder.cacheTtls.putAll(cacheTtls);
    builder.payload = payload;
    builder.collected = collected;
    builder.timeout = timeout;
    builder.maxTimeout = maxTimeout;
    builder.idleTimeout = idleTimeout;
    builder.accessLog = accessLog;
    builder.shields.addAll(shields);
    return builder;
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns where the stage is reached besides the API's default endpoint, in the order declared. */
  public List<DomainMapping> domains() {
    return domains;
  }

  /** Returns the stage variables in the order declared. */
  public Map<String, String> variables() {
    return variables;
  }

  /** Returns the limit of each route by itself that has none of its own; empty for none. */
  public Optional<Rate> defaultThrottle() {
    return Optional.ofNullable(defaultThrottle);
  }

  /** Returns the limits of single routes, by route key; they win over the API's own. */
  public Map<String, Rate> throttles() {
    return throttles;
  }

  /** Returns how long answers of single methods are kept, by route key; zero keeps none. They win over the API's own. */
  public Map<String, Duration> cacheTtls() {
    return cacheTtls;
  }

  /** Returns how large a body may be in either direction. */
  public ByteSize payload() {
    return payload;
  }

  /** Returns how large a body may be that has to be in memory as a whole. */
  public ByteSize collected() {
    return collected;
  }

  /** Returns how long integrations may take whose route does not say; empty for 30 s in HTTP APIs, 29 s in REST APIs. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  /** Returns how long a route may let its integration take; empty for AWS's limit: 30 s in HTTP APIs, 29 s in REST APIs. */
  public Optional<Duration> maxTimeout() {
    return Optional.ofNullable(maxTimeout);
  }

  /** Returns how long a body may stand still that somebody waits for. */
  public Duration idleTimeout() {
    return idleTimeout;
  }

  /** Returns the access log of this stage; empty for the gateway's. */
  public Optional<AccessLog> accessLog() {
    return Optional.ofNullable(accessLog);
  }

  /** Returns what stands before the stage, in the order in which it is asked. */
  public List<Shield> shields() {
    return shields;
  }

  /**
   * Returns what of this stage does not fit a version of its API: settings for route keys that it lacks, a cached method
   * without its path variables in the key, a route's timeout over the stage's limit. Paths are relative to the stage.
   * {@code build()} asks this too.
   */
  public List<Problem> problems(Api api) {
    List<Problem> problems = new ArrayList<>();
    StageKeys keys = new StageKeys(api);
    keys.throttles(throttles.keySet(), problems);
    keys.caches(cacheTtls, problems);
    keys.timeouts(StageRules.longest(this, api.kind()), problems);
    return List.copyOf(problems);
  }

  /**
   * Returns the back ends' URIs of a version of the API that this stage's variables do not complete. Paths are relative to
   * the API. Deploying reports them; {@code build()} does not, since a variable may come later.
   */
  public List<Problem> unresolved(Api api) {
    return List.copyOf(StageVariables.unresolved(api, variables));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Stage that
        && name.equals(that.name)
        && domains.equals(that.domains)
        && variables.equals(that.variables)
        && Objects.equals(defaultThrottle, that.defaultThrottle)
        && throttles.equals(that.throttles)
        && cacheTtls.equals(that.cacheTtls)
        && payload.equals(that.payload)
        && collected.equals(that.collected)
        && Objects.equals(timeout, that.timeout)
        && Objects.equals(maxTimeout, that.maxTimeout)
        && idleTimeout.equals(that.idleTimeout)
        && Objects.equals(accessLog, that.accessLog)
        && shields.equals(that.shields);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        name,
        domains,
        variables,
        defaultThrottle,
        throttles,
        cacheTtls,
        payload,
        collected,
        timeout,
        maxTimeout,
        idleTimeout,
        accessLog,
        shields);
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return "stage '" + name + "'";
  }

  /** Collects a stage's settings. Setters refuse null only; a value set twice: the last counts. Not thread-safe. */
  public static final class Builder {

    private final Api api;
    private final String name;
    private final List<DomainMapping> domains = new ArrayList<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private @Nullable Rate defaultThrottle;
    private final Map<String, Rate> throttles = new LinkedHashMap<>();
    private final Map<String, Duration> cacheTtls = new LinkedHashMap<>();
    private ByteSize payload = ByteSize.ofMib(10);
    private ByteSize collected = ByteSize.ofMib(10);
    private @Nullable Duration timeout;
    private @Nullable Duration maxTimeout;
    private Duration idleTimeout = Duration.ofSeconds(30);
    private @Nullable AccessLog accessLog;
    private final List<Shield> shields = new ArrayList<>();

    private Builder(Api api, String name) {
      this.api = api;
      this.name = name;
    }

    /**
     * Adds a place where the stage is reached; its requests have no stage in their path.
     *
     * @param host {@code api.example.com}, or {@code *.example.com} for any one label in its place
     * @param basePath such as {@code shop} or {@code orders/v2}; empty for the whole host
     */
    public Builder domain(String host, String basePath) {
      domains.add(new DomainMapping(host, basePath));
      return this;
    }

    /** Adds a base path under which the stage is reached on every host that no other mapping names. Ours. */
    public Builder anyDomain(String basePath) {
      return domain(DomainMapping.ANY_HOST, basePath);
    }

    /**
     * Sets a stage variable.
     *
     * @param name 1 to 64 letters, digits and underscores; up to 100 variables
     * @param value 1 to 512 of letters, digits and {@code - . _ ~ : / ? # & = ,}; no place for secrets
     */
    public Builder variable(String name, String value) {
      variables.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /** Limits each route by itself that has no limit of its own. Default: unlimited; AWS's account limit is not applied. */
    public Builder defaultThrottle(Rate rate) {
      this.defaultThrottle = Objects.requireNonNull(rate, "rate");
      return this;
    }

    /** Limits all callers of one route, in place of the API's own limit for them; limits by a key stay. */
    public Builder throttle(String routeKey, Rate rate) {
      throttles.put(
          Objects.requireNonNull(routeKey, "routeKey"), Objects.requireNonNull(rate, "rate"));
      return this;
    }

    /** Keeps a method's answers that long, 0 s to 3600 s, in place of the API's own setting; 0 keeps none. REST only. */
    public Builder cache(String methodKey, Duration ttl) {
      cacheTtls.put(
          Objects.requireNonNull(methodKey, "methodKey"), Objects.requireNonNull(ttl, "ttl"));
      return this;
    }

    /** Limits bodies in either direction. Default 10 MiB, AWS's fixed limit; may be raised. */
    public Builder payload(ByteSize limit) {
      this.payload = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /** Limits bodies that have to be in memory as a whole. Default 10 MiB. Ours. */
    public Builder collected(ByteSize limit) {
      this.collected = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /**
     * Limits how long integrations may take whose route does not say. Default 30 s in HTTP APIs and 29 s in REST APIs; may
     * be raised up to 15 minutes, as AWS does for some REST APIs on request.
     */
    public Builder timeout(Duration limit) {
      this.timeout = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /**
     * Lets routes set longer timeouts than AWS does, up to this one. Default: AWS's limit, 30 s in HTTP APIs and 29 s in
     * REST APIs. At most 15 minutes. Ours.
     */
    public Builder maxTimeout(Duration limit) {
      this.maxTimeout = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /**
     * Ends a body that has stood still for so long though somebody waits for it: a function's streamed answer, and a
     * request that is taken into memory. Time in which the receiver asks for nothing does not count. Default 30 s, at
     * least 1 s, at most 15 minutes. Back ends' bodies are the transport's to watch. Ours.
     */
    public Builder idleTimeout(Duration limit) {
      this.idleTimeout = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /** Writes a line for each request. Default: the gateway's access log. */
    public Builder accessLog(AccessLog log) {
      this.accessLog = Objects.requireNonNull(log, "log");
      return this;
    }

    /**
     * Adds what stands before the stage; several are asked in the order in which they are added, until one does not let the
     * request pass. Default: nothing. AWS has it for REST APIs only; here it is for HTTP APIs too.
     */
    public Builder shield(Shield shield) {
      shields.add(Objects.requireNonNull(shield, "shield"));
      return this;
    }

    /**
     * Returns the stage.
     *
     * @throws DefinitionException with all that is wrong
     */
    public Stage build() {
      Stage stage = new Stage(this);
      List<Problem> problems = new ArrayList<>(StageRules.of(stage, api.kind()));
      problems.addAll(stage.problems(api));
      if (!problems.isEmpty()) {
        String owner = api.match(http -> "HTTP API", rest -> "REST API");
        throw new DefinitionException(
            "stage '" + name + "' of " + owner + " '" + api.id() + "'", problems);
      }
      return stage;
    }
  }
}
