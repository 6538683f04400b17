package io.apigw.api.definition;

import io.apigw.api.ValueExpression;
import io.apigw.api.ValueExpression.Concatenation;
import io.apigw.api.ValueExpression.PathParameter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names that stand for parts of a route's path; of a key that cannot be read, any name may be one. */
final class RouteVariables {

  private static final RouteVariables UNKNOWN = new RouteVariables(null);

  private final @Nullable List<String> names;

  private RouteVariables(@Nullable List<String> names) {
    this.names = names;
  }

  static RouteVariables of(RouteKey key) {
    return new RouteVariables(key.variables());
  }

  static RouteVariables unknown() {
    return UNKNOWN;
  }

  boolean has(String name) {
    return names == null || names.contains(name);
  }

  List<String> names() {
    return names == null ? List.of() : names;
  }

  /** The rule for a message: which names there are. */
  String rule() {
    return "a variable of the route (" + shown() + ")";
  }

  String shown() {
    return names().isEmpty() ? "it has none" : String.join(", ", names());
  }

  /** The first path variable in an expression that the route does not have. */
  Optional<String> missing(ValueExpression expression) {
    if (expression instanceof PathParameter parameter && !has(parameter.name())) {
      return Optional.of(parameter.name());
    }
    return expression instanceof Concatenation mixed
        ? mixed.parts().stream().flatMap(part -> missing(part).stream()).findFirst()
        : Optional.empty();
  }
}
