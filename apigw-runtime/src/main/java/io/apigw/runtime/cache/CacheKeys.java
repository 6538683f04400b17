package io.apigw.runtime.cache;

import io.apigw.api.ValueReader;
import io.apigw.api.cache.CacheKey;
import io.apigw.runtime.throttle.Admitted;
import java.util.List;

/**
 * Makes the cache key of a request: API, stage and method, the caller where the method has an authorizer, the verb
 * where it takes any, and the values of the declared key parameters with all their repeats.
 */
public final class CacheKeys {

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
      values[next++] = "@" + admitted.principal().id();
    }
    if (perMethod) {
      values[next++] = admitted.request().method();
    }
    for (int i = 0; i < parameters.size(); i++) {
      values[next++] = value(parameters.get(i), admitted);
    }
    return new CacheKey(scope, List.of(values));
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
