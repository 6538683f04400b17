package io.apigw.api.definition;

import io.apigw.api.Problem;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.api.integrate.ParameterMapping;
import io.apigw.api.integrate.ParameterMapping.Location;
import io.apigw.api.integrate.ParameterMapping.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every {name} of a back end's URI, and every path variable of a mapping, is one of the route or a mapped one. */
final class UriVariables {

  private UriVariables() {}

  static void check(HttpIntegration http, RouteVariables variables, List<Problem> problems) {
    Set<String> mapped = http.requestParameters().stream()
        .filter(UriVariables::setsUriVariable)
        .map(ParameterMapping::name)
        .collect(Collectors.toSet());
    for (String name : http.uri().variables()) {
      if (!variables.has(name) && !mapped.contains(name)) {
        String rule = "only variables of the route (" + variables.shown() + ")";
        problems.add(Problem.expected("uri", rule, "{" + name + "} in " + http.uri()));
      }
    }
    for (ParameterMapping mapping : http.requestParameters()) {
      mapping(mapping, http, variables, problems);
    }
  }

  private static void mapping(
      ParameterMapping mapping,
      HttpIntegration http,
      RouteVariables variables,
      List<Problem> problems) {
    String path = "requestParameters[" + mapping.target() + "]";
    if (setsUriVariable(mapping) && !http.uri().variables().contains(mapping.name())) {
      problems.add(Problem.expected(path, "a variable of the URI " + http.uri(), mapping.name()));
    }
    mapping
        .source()
        .flatMap(variables::missing)
        .ifPresent(name -> problems.add(Problem.expected(path, variables.rule(), name)));
  }

  private static boolean setsUriVariable(ParameterMapping mapping) {
    return mapping.operation() == Operation.SET && mapping.location() == Location.PATH;
  }
}
