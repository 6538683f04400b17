package io.apigw.api.integrate;

import io.apigw.api.Problem;
import io.apigw.api.integrate.UriTemplate.Position;
import io.apigw.api.integrate.UriTemplate.StageVariable;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a stage variable may put into a URI. */
final class StageVariableValue {

  private static final String PREFIX = "stageVariables.";
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]*(:[0-9]{1,5})?");
  private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z0-9._~:/?&=,-]*");

  private StageVariableValue() {}

  /** Returns the value, or nothing and adds a problem. */
  static String of(StageVariable variable, Map<String, String> variables, List<Problem> problems) {
    String value = variables.get(variable.name());
    boolean authority = variable.position() == Position.AUTHORITY;
    if (value == null) {
      problems.add(unset(variable.name(), variables));
    } else if (!(authority ? HOST : ELSEWHERE).matcher(value).matches()) {
      String rule = authority ? "host or host:port" : "letters, digits and - . _ ~ : / ? & = ,";
      problems.add(
          Problem.expected("", rule + " as the value of " + PREFIX + variable.name(), value));
    } else {
      return value;
    }
    return "";
  }

  private static Problem unset(String name, Map<String, String> variables) {
    if (variables.isEmpty()) {
      return Problem.expected("", "a value for " + PREFIX + name, "none");
    }
    List<String> names =
        variables.keySet().stream().map(known -> PREFIX + known).sorted().toList();
    return Problem.expectedOneOf("", names, PREFIX + name);
  }
}
