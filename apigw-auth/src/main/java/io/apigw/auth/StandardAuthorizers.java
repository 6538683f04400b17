package io.apigw.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.apigw.api.DefinitionException;
import io.apigw.api.GatewayClock;
import io.apigw.api.Problem;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.api.authorize.CognitoAuthorizer;
import io.apigw.api.authorize.CustomAuthorizer;
import io.apigw.api.authorize.JwtAlgorithm;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.authorize.PolicyEngine;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.shared.BoundedPattern;
import io.apigw.api.shared.Expect;
import io.apigw.auth.custom.CustomAuthorizers;
import io.apigw.auth.policy.ResourcePolicies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Executes the authorizers that are plain values: {@link JwtAuthorizer}. Given to
 * {@code Gateway.builder().authorizers(…)}.
 *
 * <p>A token is let in if it is in strict compact form with one spelling, at most 16 KB; signed by an algorithm that the
 * definition allows and by a key of the issuer's key set that its {@code kid} names and that is for this algorithm; and if
 * {@code iss}, {@code aud} (or {@code client_id} if there is no {@code aud}), {@code exp}, {@code nbf} and {@code iat} are
 * right. Keys and addresses of keys in the token's header ({@code jwk}, {@code x5c}, {@code jku}, {@code x5u}) and
 * {@code crit} make it invalid. A route's scopes are met by one of those in {@code scope} or {@code scp}.
 *
 * <p>The caller is a principal with the token's {@code sub} as id ({@code client_id} if there is none), all claims as an
 * object {@code claims}, and the token's scopes as an array {@code scopes}.
 *
 * <p>An HTTP API answers 401, or 403 for missing scopes, with AWS's {@code www-authenticate}. A REST API answers 401
 * without details; for missing scopes too, as AWS's user-pool authorizers do (of its new JWT authorizers this is not known).
 *
 * <p>The issuer's keys are fetched through the gateway's transport, discovery and key set in 1500 ms and 150 000 bytes
 * each, without following redirects. If that fails, tokens are refused with 401. Of a key set, RSA keys under 2048 bits,
 * secret and private keys, keys not for signatures, and keys that share a name are left out, and all after the first 100;
 * a set without a key that is left counts as a failure.
 *
 * <p>Keys belong to the engine: they survive a deploy, and authorizers of one issuer share them. Thread-safe.
 */
public final class StandardAuthorizers implements AuthorizerEngine {

  private final CacheSettings settings;
  private final PolicyEngine policies = new ResourcePolicies();

  /** Forgotten with the last authorizer that uses them. */
  private final Cache<KeyOwner, RemoteKeys> keys =
      Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

  private StandardAuthorizers(CacheSettings settings) {
    this.settings = settings;
  }

  /** Returns an engine with the standard settings. */
  public static StandardAuthorizers create() {
    return builder().build();
  }

  /** Returns a builder of an engine with other settings. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public boolean accepts(Authorizer authorizer) {
    return authorizer instanceof JwtAuthorizer
        || authorizer instanceof CognitoAuthorizer
        || authorizer instanceof CustomAuthorizer;
  }

  @Override
  public Optional<PolicyEngine> policies() {
    return Optional.of(policies);
  }

  @Override
  public Prepared<ReadyAuthorizer> prepare(Authorizer authorizer, EngineContext context) {
    Objects.requireNonNull(authorizer, "authorizer");
    Objects.requireNonNull(context, "context");
    if (authorizer instanceof CustomAuthorizer custom) {
      return CustomAuthorizers.prepare(custom, context, settings.maximumTokens());
    }
    if (authorizer instanceof CognitoAuthorizer pools) {
      return userPools(pools, context);
    }
    if (!(authorizer instanceof JwtAuthorizer definition)) {
      throw new IllegalArgumentException(
          "authorizer: expected a JWT, user pool or custom authorizer but was " + authorizer);
    }
    return jwt(definition, context);
  }

  private Prepared<ReadyAuthorizer> jwt(JwtAuthorizer definition, EngineContext context) {
    IssuerKeys issuerKeys =
        new IssuerKeys(definition.plainHttpAllowed(), owner(context), definition.problems());
    Issuers issuers = issuerKeys.of(
        "issuers", definition.issuers(), issuer -> JwtRules.of(issuer, definition.clockSkew()));
    return issuerKeys.prepared(() -> new ReadyJwtAuthorizer(
        definition.identitySource(),
        definition.algorithms(),
        issuers,
        Refusals.OF_JWT,
        context.clock(),
        settings));
  }

  private Prepared<ReadyAuthorizer> userPools(CognitoAuthorizer definition, EngineContext context) {
    IssuerKeys issuerKeys =
        new IssuerKeys(definition.plainHttpAllowed(), owner(context), definition.problems());
    Optional<BoundedPattern> pattern = definition.problems().isEmpty()
        ? definition.audiencePattern().map(BoundedPattern::compile)
        : Optional.empty();
    Issuers issuers =
        issuerKeys.of("pools", definition.pools(), pool -> JwtRules.ofPool(pool, pattern));
    return issuerKeys.prepared(() -> new ReadyJwtAuthorizer(
        definition.identitySource(),
        Set.of(JwtAlgorithm.RS256),
        issuers,
        PoolRefusals.INSTANCE,
        context.clock(),
        settings));
  }

  private Function<KeyLocation, Keys> owner(EngineContext context) {
    return location -> keys.get(
        new KeyOwner(location, context.transport(), context.clock()),
        owner -> new RemoteKeys(location, context, settings));
  }

  /** Two gateways with one engine do not fetch for each other. */
  private record KeyOwner(KeyLocation location, HttpTransport transport, GatewayClock clock) {}

  /** Collects the settings of an engine. Not thread-safe. */
  public static final class Builder {

    private static final Duration DAY = Duration.ofDays(1);

    private int maximumTokens = CacheSettings.STANDARD.maximumTokens();
    private Duration tokenTtl = CacheSettings.STANDARD.tokenTtl();
    private Duration keyRefresh = CacheSettings.STANDARD.keyRefresh();
    private Duration keyMaximumAge = CacheSettings.STANDARD.keyMaximumAge();
    private Duration unknownKeyPause = CacheSettings.STANDARD.unknownKeyPause();

    private Builder() {}

    /**
     * Sets how many verified tokens each authorizer remembers at most, 1 to 10 000 000; 10 000 unless set. A token counts
     * once more for each KB.
     *
     * @param maximum the number of tokens
     */
    public Builder maximumTokens(int maximum) {
      this.maximumTokens = maximum;
      return this;
    }

    /**
     * Sets how long a verified token is believed without verifying it again, 0 to 1 h; 5 minutes unless set, 0 for not at
     * all. Never longer than until its {@code exp}, or until the keys are too old. A key that the issuer withdraws counts
     * for so long after the next fetch.
     *
     * @param ttl the time
     */
    public Builder tokenTtl(Duration ttl) {
      this.tokenTtl = Objects.requireNonNull(ttl, "ttl");
      return this;
    }

    /**
     * Sets the age at which keys are fetched anew while they go on being used, 1 minute to 1 day; 1 h unless set.
     *
     * @param age the age
     */
    public Builder keyRefresh(Duration age) {
      this.keyRefresh = Objects.requireNonNull(age, "age");
      return this;
    }

    /**
     * Sets the age at which keys that could not be fetched anew are not used any more, so that every token is refused: from
     * the age of the refresh to 1 day; 2 h unless set.
     *
     * @param age the age
     */
    public Builder keyMaximumAge(Duration age) {
      this.keyMaximumAge = Objects.requireNonNull(age, "age");
      return this;
    }

    /**
     * Sets how long after a fetch a token with an unknown key causes no other and is refused at once, 1 s to 1 h; 30 s
     * unless set. After a failed fetch it is 10 s at most.
     *
     * @param pause the time
     */
    public Builder unknownKeyPause(Duration pause) {
      this.unknownKeyPause = Objects.requireNonNull(pause, "pause");
      return this;
    }

    /**
     * Returns the engine.
     *
     * @throws DefinitionException when settings are out of their ranges
     */
    public StandardAuthorizers build() {
      List<Problem> problems = new ArrayList<>();
      Expect.number(problems, "maximumTokens", maximumTokens, 1, 10_000_000);
      Expect.duration(problems, "tokenTtl", tokenTtl, Duration.ZERO, Duration.ofHours(1));
      if (Expect.duration(problems, "keyRefresh", keyRefresh, Duration.ofMinutes(1), DAY)) {
        Expect.duration(problems, "keyMaximumAge", keyMaximumAge, keyRefresh, DAY);
      }
      Expect.duration(
          problems, "unknownKeyPause", unknownKeyPause, Duration.ofSeconds(1), Duration.ofHours(1));
      if (!problems.isEmpty()) {
        throw new DefinitionException("standard authorizers", problems);
      }
      return new StandardAuthorizers(
          new CacheSettings(maximumTokens, tokenTtl, keyRefresh, keyMaximumAge, unknownKeyPause));
    }
  }
}
