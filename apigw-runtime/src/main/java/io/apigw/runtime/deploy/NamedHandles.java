package io.apigw.runtime.deploy;

import io.apigw.api.Problem;
import io.apigw.api.authorize.AuthorizerCode;
import io.apigw.api.authorize.CustomAuthorizer;
import io.apigw.api.definition.Api;
import io.apigw.api.definition.Bindings;
import io.apigw.api.definition.Route;
import io.apigw.api.integrate.NamedFunction;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds one name given to two objects among the handles and bindings of one build or deploy. Names that were made up
 * from a place are nobody's else and do not count.
 */
final class NamedHandles {

  private final Map<String, NamedFunction> byName = new HashMap<>();
  private final Map<String, AuthorizerCode> authorizers;

  NamedHandles(Bindings bindings) {
    bindings.functions().forEach(function -> byName.put(function.name(), function));
    authorizers = new HashMap<>(bindings.authorizers());
  }

  void check(Api api, Findings findings) {
    for (Route route : api.routes()) {
      if (route.authorizer().orElse(null) instanceof CustomAuthorizer authorizer) {
        check(authorizer, route, findings);
      }
      route
          .integration()
          .match(
              function -> check(function.function(), route, findings), http -> true, mock -> true);
    }
  }

  private void check(CustomAuthorizer authorizer, Route route, Findings findings) {
    if (!authorizer.code().bound()) {
      return;
    }
    AuthorizerCode other = authorizers.putIfAbsent(authorizer.name(), authorizer.code());
    if (other != null && !other.equals(authorizer.code())) {
      findings.add(new Problem(
          RouteCompiler.path(route) + ".authorizer",
          "expected one authorizer of the name " + authorizer.name()
              + " but was two different ones"));
    }
  }

  private boolean check(NamedFunction function, Route route, Findings findings) {
    if (function.generated() || !function.bound()) {
      return true;
    }
    NamedFunction other = byName.putIfAbsent(function.name(), function);
    boolean same = other == null || other.runsSameAs(function);
    if (!same) {
      findings.add(new Problem(
          RouteCompiler.path(route) + ".integration",
          "expected one function of the name " + function.name() + " but was two different ones"));
    }
    return same;
  }
}
