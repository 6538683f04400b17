package io.apigw.runtime.deploy;

import io.apigw.api.Problem;
import io.apigw.api.ValueExpression;
import io.apigw.runtime.monitor.ContextNames;

/** Finds names in expressions that nothing stands for: a mistyped one would read as missing with each request. */
final class ExpressionCheck {

  private final Declared declared;

  ExpressionCheck(Declared declared) {
    this.declared = declared;
  }

  void check(ValueExpression expression, Findings findings) {
    if (expression instanceof ValueExpression.ContextVariable variable) {
      ContextNames.unknown(declared.api().kind(), "", variable.name()).ifPresent(findings::add);
    } else if (expression instanceof ValueExpression.StageVariable variable
        && !declared.stage().variables().containsKey(variable.name())) {
      findings.add(
          Problem.expectedOneOf("", declared.stage().variables().keySet(), variable.name()));
    } else if (expression instanceof ValueExpression.Concatenation mixed) {
      mixed.parts().forEach(part -> check(part, findings));
    }
  }

  /** As {@link #check}; and a key that is the same for all callers is a mistake too. */
  void checkKey(ValueExpression expression, Findings findings) {
    if (expression instanceof ValueExpression.Literal literal) {
      findings.add(Problem.expected("", "a value of the request", "'" + literal.text() + "'"));
    }
    check(expression, findings);
  }
}
