package io.apigw.api.definition;

import io.apigw.api.Problem;
import io.apigw.api.ValueExpression;
import io.apigw.api.ValueExpression.PathParameter;
import io.apigw.api.ValueExpression.QueryParameter;
import io.apigw.api.ValueExpression.RequestHeader;
import java.util.List;
import java.util.Optional;

/** Reads the expressions that routes are declared with. */
final class Expressions {

  private Expressions() {}

  /** Reads an expression and checks that the route has the path variables in it. */
  static Optional<ValueExpression> parse(
      String path, String text, RouteVariables variables, List<Problem> problems) {
    ValueExpression expression;
    try {
      expression = ValueExpression.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(path, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
    variables
        .missing(expression)
        .ifPresent(name -> problems.add(Problem.expected(path, variables.rule(), name)));
    return Optional.of(expression);
  }

  /** As {@link #parse}, for places that take a header, a query parameter or a path variable only. */
  static Optional<ValueExpression> parameter(
      String path, String text, RouteVariables variables, List<Problem> problems) {
    Optional<ValueExpression> expression = parse(path, text, variables, problems);
    if (expression.isPresent() && !parameter(expression.get())) {
      problems.add(Problem.expected(
          path,
          "method.request.header.NAME, method.request.querystring.NAME or method.request.path.NAME",
          text));
    }
    return expression;
  }

  private static boolean parameter(ValueExpression expression) {
    return expression instanceof RequestHeader
        || expression instanceof QueryParameter
        || expression instanceof PathParameter;
  }
}
