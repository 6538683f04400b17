package io.apigw.api.definition;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.validate.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What an API of either kind may not have besides its routes' own problems: a bad id, one name for two things. */
final class ApiProblems {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private ApiProblems() {}

  static void identity(String id, String name, List<Problem> problems) {
    if (!ID.matcher(id).matches()) {
      problems.add(Problem.expected("id", "1 to 64 letters, digits, hyphens and underscores", id));
    }
    if (name.isBlank() && !name.equals(id)) {
      problems.add(Problem.expected("name", "a text that is not blank", name));
    }
  }

  static void authorizers(ApiKind kind, List<? extends Route> routes, List<Problem> problems) {
    Map<String, Authorizer> seen = new HashMap<>();
    for (Route route : routes) {
      if (route.authorizer().isEmpty()) {
        continue;
      }
      Authorizer authorizer = route.authorizer().get();
      if (!route.scopes().isEmpty() && !authorizer.takesScopes()) {
        problems.add(new Problem(
            (kind == ApiKind.REST ? "methods[" : "routes[") + route.key() + "].authorizer.scopes",
            "expected none, since " + authorizer + " knows no scopes, but was " + route.scopes()));
      }
      String path = "authorizers[" + authorizer.name() + "]";
      Authorizer other = seen.putIfAbsent(authorizer.name(), authorizer);
      if (other == null) {
        authorizer.problems().forEach(problem -> problems.add(problem.under(path)));
        authorizer.problemsIn(kind).forEach(problem -> problems.add(problem.under(path)));
      } else if (!other.equals(authorizer)) {
        problems.add(
            Problem.expected(path, "one authorizer of this name", "another one on " + route.key()));
      }
    }
  }

  static void models(List<RestMethod> methods, List<Problem> problems) {
    Map<String, Model> seen = new HashMap<>();
    for (RestMethod method : methods) {
      for (Model model : method.validation().models().values()) {
        Model other = seen.putIfAbsent(model.name(), model);
        if (other != null && !other.equals(model)) {
          String path = "models[" + model.name() + "]";
          problems.add(
              Problem.expected(path, "one schema of this name", "another one on " + method.key()));
        }
      }
    }
  }
}
