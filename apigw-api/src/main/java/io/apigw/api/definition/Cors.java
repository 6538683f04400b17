package io.apigw.api.definition;

import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins may use an API from a browser. Immutable, with value equality.
 *
 * <p>In an HTTP API the gateway answers preflights and writes the headers on every answer; see
 * {@link HttpApi.Builder#cors}. In a REST API it only stands for OPTIONS methods; see {@link RestApi.Builder#cors}.
 */
public final class Cors {

  private final List<String> allowOrigins;
  private final List<String> allowMethods;
  private final List<String> allowHeaders;
  private final List<String> exposeHeaders;
  private final @Nullable Duration maxAge;
  private final boolean allowCredentials;

  private Cors(Builder from) {
    allowOrigins = List.copyOf(from.allowOrigins);
    allowMethods = List.copyOf(from.allowMethods);
    allowHeaders = List.copyOf(from.allowHeaders);
    exposeHeaders = List.copyOf(from.exposeHeaders);
    maxAge = from.maxAge;
    allowCredentials = from.allowCredentials;
  }

  /** Returns a builder of a configuration that still needs an origin. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts with all of this configuration. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.allowOrigins = allowOrigins;
    builder.allowMethods = allowMethods;
    builder.allowHeaders = allowHeaders;
    builder.exposeHeaders = exposeHeaders;
    builder.maxAge = maxAge;
    builder.allowCredentials = allowCredentials;
    return builder;
  }

  /** Returns the origins that may: {@code https://app.example.com}, {@code https://*}, {@code http://*} or {@code *}. */
  public List<String> allowOrigins() {
    return allowOrigins;
  }

  /** Returns the verbs that may be used, or {@code *}; none if not configured. */
  public List<String> allowMethods() {
    return allowMethods;
  }

  /** Returns the request headers that may be sent, or {@code *}; none if not configured. */
  public List<String> allowHeaders() {
    return allowHeaders;
  }

  /** Returns the response headers that a page may read, or {@code *}; none if not configured. */
  public List<String> exposeHeaders() {
    return exposeHeaders;
  }

  /** Returns how long a browser may remember a preflight's answer; empty for the browser's own default. */
  public Optional<Duration> maxAge() {
    return Optional.ofNullable(maxAge);
  }

  /** Returns whether cookies and other credentials may be sent. */
  public boolean credentialsAllowed() {
    return allowCredentials;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cors that
        && allowOrigins.equals(that.allowOrigins)
        && allowMethods.equals(that.allowMethods)
        && allowHeaders.equals(that.allowHeaders)
        && exposeHeaders.equals(that.exposeHeaders)
        && Objects.equals(maxAge, that.maxAge)
        && allowCredentials == that.allowCredentials;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAge, allowCredentials);
  }

  /** Returns the origins. */
  @Override
  public String toString() {
    return "CORS for " + allowOrigins;
  }

  /** Collects a configuration. Each setter replaces what it set before, and refuses null only. Not thread-safe. */
  public static final class Builder {

    private List<String> allowOrigins = List.of();
    private List<String> allowMethods = List.of();
    private List<String> allowHeaders = List.of();
    private List<String> exposeHeaders = List.of();
    private @Nullable Duration maxAge;
    private boolean allowCredentials;

    private Builder() {}

    /**
     * Sets the origins that may, at least one.
     *
     * @param origins scheme and host, with a port unless it is the scheme's own and without a slash at the end
     *     ({@code https://app.example.com}); {@code https://*} or {@code http://*} for any host; {@code *} for any origin
     */
    public Builder allowOrigins(String... origins) {
      this.allowOrigins = List.of(origins);
      return this;
    }

    /** Sets the verbs that may be used, in upper case, or {@code *}. */
    public Builder allowMethods(String... methods) {
      this.allowMethods = List.of(methods);
      return this;
    }

    /** Sets the request headers that may be sent beyond what browsers always allow, or {@code *}. */
    public Builder allowHeaders(String... headers) {
      this.allowHeaders = List.of(headers);
      return this;
    }

    /** Sets the response headers that a page may read beyond what browsers always allow, or {@code *}. */
    public Builder exposeHeaders(String... headers) {
      this.exposeHeaders = List.of(headers);
      return this;
    }

    /** Sets how long a browser may remember a preflight's answer, up to 86 400 s; −1 s forbids it. */
    public Builder maxAge(Duration age) {
      this.maxAge = Objects.requireNonNull(age, "age");
      return this;
    }

    /** Allows cookies and other credentials. Not together with the origin {@code *}. */
    public Builder allowCredentials() {
      this.allowCredentials = true;
      return this;
    }

    /**
     * Returns the configuration.
     *
     * @throws DefinitionException with all that is wrong: origins, methods, header names, the age, credentials for all
     */
    public Cors build() {
      Cors cors = new Cors(this);
      List<Problem> problems = new ArrayList<>();
      CorsRules.check(cors, problems);
      if (!problems.isEmpty()) {
        throw new DefinitionException("CORS", problems);
      }
      return cors;
    }
  }
}
