package io.apigw.runtime.cache;

import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.api.ValueReader;
import io.apigw.api.cache.CacheKey;
import io.apigw.runtime.throttle.Admitted;
import java.util.List;
import java.util.Set;

/**
 * Makes the cache key of a request: API, stage and method, the caller where the method has an authorizer, the verb
 * where it takes any, and the values of the declared key parameters with all their repeats.
 */
public final class CacheKeys {

  private static final Set<String> OF_TOKENS = Set.of("claims", "scopes");

  private final String scope;
  private final boolean perPrincipal;
  private final boolean perMethod;
  private final List<ValueReader> parameters;

  /**
   * Makes the keys of a method.
   *
   * @param scope API, stage, method and settings
   * @param perPrincipal whether callers have entries of their own
   * @param perMethod whether verbs have entries of their own
   * @param parameters reads the key parameters
   */
  public CacheKeys(
      String scope, boolean perPrincipal, boolean perMethod, List<ValueReader> parameters) {
    this.scope = scope;
    this.perPrincipal = perPrincipal;
    this.perMethod = perMethod;
    this.parameters = List.copyOf(parameters);
  }

  CacheKey of(Admitted admitted) {
    String[] values = new String[parameters.size() + (perPrincipal ? 1 : 0) + (perMethod ? 1 : 0)];
    int next = 0;
    if (perPrincipal) {
      values[next++] = caller(admitted.principal());
    }
    if (perMethod) {
      values[next++] = admitted.request().method();
    }
    for (int i = 0; i < parameters.size(); i++) {
      values[next++] = value(parameters.get(i), admitted);
    }
    return new CacheKey(scope, List.of(values));
  }

  /**
   * Who calls: the id and all that an authorizer says besides, as one id may stand for many. But not a token's claims, which
   * differ with each token of one caller.
   */
  private static String caller(Principal principal) {
    String id = principal.id();
    StringBuilder caller =
        new StringBuilder("@").append(id.length()).append(':').append(id);
    principal.values().members().forEach((name, value) -> {
      if (!OF_TOKENS.contains(name)) {
        caller.append(JsonValue.of(name)).append(value);
      }
    });
    return caller.toString();
  }

  /** One text of a parameter: {@code -} when missing, else each value preceded by its length. */
  private static String value(ValueReader reader, Admitted admitted) {
    List<String> all = reader.readAll(admitted);
    if (all.isEmpty()) {
      return "-";
    }
    if (all.size() == 1) {
      return "=" + all.get(0);
    }
    StringBuilder text = new StringBuilder("*");
    all.forEach(each -> text.append(each.length()).append(':').append(each));
    return text.toString();
  }
}
