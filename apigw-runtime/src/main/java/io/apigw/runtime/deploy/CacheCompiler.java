package io.apigw.runtime.deploy;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonEngine;
import io.apigw.api.ValueReader;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.cache.CacheSettings;
import io.apigw.api.definition.RestMethod;
import io.apigw.runtime.cache.CacheKeys;
import io.apigw.runtime.cache.CacheStep;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts the response cache before the back end of a REST API's method that asks for it. Entries survive a deploy, as AWS
 * keeps them, unless the method's own cache settings have changed (time to live, key, whether callers have entries of
 * their own): then it starts anew, since its old entries were made by other rules.
 */
final class CacheCompiler {

  private final Engines engines;
  private final Declared declared;

  CacheCompiler(Engines engines, Declared declared) {
    this.engines = engines;
    this.declared = declared;
  }

  Step<Admitted, Answer> compile(
      RestMethod method, Step<Admitted, Answer> backend, Findings findings) {
    if (method.cache().isEmpty()) {
      return backend;
    }
    CacheSettings settings = method.cache().get();
    Duration ttl = Optional.ofNullable(
            declared.stage().cacheTtls().get(method.key().toString()))
        .orElse(settings.ttl());
    if (ttl.isZero()) {
      return backend;
    }
    ExpressionCheck expressions = new ExpressionCheck(declared);
    settings
        .keyParameters()
        .forEach(parameter -> expressions.check(
            parameter,
            findings.under("cache.keyParameters[" + parameter.write(ApiKind.REST) + "]")));
    JsonEngine json = engines.context().json();
    Optional<Authorizer> authorizer = method.authorizer();
    CacheKeys keys = new CacheKeys(
        scope(method, settings, ttl),
        authorizer.isPresent(),
        method.key().anyVerb(),
        readers(settings, json));
    return new CacheStep(
            engines.memory().cache(), keys, ttl, json, backend, engines.memory().bodies())
        .invalidated(settings.invalidation());
  }

  /** The method and the rules by which its entries are made, the authorizer whose callers have entries of their own too. */
  private String scope(RestMethod method, CacheSettings settings, Duration ttl) {
    String key = settings.keyParameters().stream()
        .map(parameter -> parameter.write(ApiKind.REST))
        .collect(Collectors.joining(","));
    String callers = method
        .authorizer()
        .map(each -> " per caller of " + each.name() + " " + Integer.toHexString(each.hashCode()))
        .orElse("");
    return declared.id() + "/" + method.key() + " [" + ttl + " " + key + callers + "]";
  }

  /** Header names are read without regard to case here: a spelling that the back end understands must not be left out. */
  private static List<ValueReader> readers(CacheSettings settings, JsonEngine json) {
    return settings.keyParameters().stream()
        .map(parameter -> parameter.reader(ApiKind.HTTP, json))
        .toList();
  }
}
