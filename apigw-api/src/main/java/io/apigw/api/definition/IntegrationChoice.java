package io.apigw.api.definition;

import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import io.apigw.api.integrate.Integration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a route's builder was told to answer with: exactly one kind of integration. */
final class IntegrationChoice {

  private final String rule;
  private final Map<String, Supplier<? extends Integration>> chosen = new LinkedHashMap<>();

  /** Takes what a message says if nothing was chosen. */
  IntegrationChoice(String rule) {
    this.rule = rule;
  }

  /** Chooses; the same word again replaces the choice. */
  void choose(String word, Supplier<? extends Integration> integration) {
    chosen.put(word, integration);
  }

  Optional<Integration> build(RouteVariables variables, List<Problem> problems) {
    if (chosen.size() != 1) {
      problems.add(
          chosen.isEmpty()
              ? Problem.expected("integration", rule, "none")
              : Problem.expected(
                  "integration", "one integration", String.join(" and ", chosen.keySet())));
    }
    Optional<Integration> last = Optional.empty();
    for (Supplier<? extends Integration> supplier : chosen.values()) {
      last = build(supplier, variables, problems);
    }
    return last;
  }

  private static Optional<Integration> build(
      Supplier<? extends Integration> supplier, RouteVariables variables, List<Problem> problems) {
    try {
      Integration integration = supplier.get();
      for (Problem problem : problems(integration, variables)) {
        problems.add(problem.under("integration"));
      }
      return Optional.of(integration);
    } catch (DefinitionException e) {
      e.problems().forEach(problem -> problems.add(problem.under("integration")));
      return Optional.empty();
    }
  }

  private static List<Problem> problems(Integration integration, RouteVariables variables) {
    List<Problem> found = new ArrayList<>();
    integration.match(
        function -> true,
        http -> {
          UriVariables.check(http, variables, found);
          return true;
        },
        mock -> true);
    return found;
  }
}
