package io.apigw.api.definition;

import io.apigw.api.ApiKind;
import io.apigw.api.Availability;
import io.apigw.api.Problem;
import io.apigw.api.authorize.Authorizer;
import io.apigw.api.integrate.FunctionIntegration;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.api.integrate.Integration;
import io.apigw.api.integrate.NamedFunction;
import io.apigw.api.throttle.Rate;
import io.apigw.api.throttle.Throttle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the builders of both kinds of route collect, and the checks that both have in common. */
final class RouteDraft {

  private static final int MAX_SCOPES = 10;
  private static final Pattern SCOPE =
      Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+"); // RFC 6749 §3.3

  private final ApiKind kind;
  private final String place;
  private final IntegrationChoice integration;
  private @Nullable Authorizer authorizer;
  private List<String> scopes = List.of();
  private @Nullable Rate rate;
  private final Map<String, Rate> keyedRates = new LinkedHashMap<>();
  private @Nullable Duration timeout;
  private boolean requestStreamed;

  RouteDraft(ApiKind kind, String apiId, String key) {
    this.kind = kind;
    this.place = apiId + " " + key;
    this.integration = new IntegrationChoice(
        kind == ApiKind.REST ? "a function, lambda, proxy or mock" : "a function, lambda or proxy");
  }

  /** Takes a function without a name of its own: it gets that of its place. */
  void unnamed(NamedFunction function) {
    function(function.generated(place));
  }

  void function(NamedFunction function) {
    FunctionIntegration chosen = new FunctionIntegration(function);
    integration.choose("function", () -> chosen);
  }

  void proxy(String uri, Consumer<? super HttpIntegration.Builder> settings) {
    HttpIntegration.Builder builder =
        HttpIntegration.builder(kind, Objects.requireNonNull(uri, "uri"));
    settings.accept(builder);
    integration.choose("proxy", builder::build);
  }

  void mock(Supplier<? extends Integration> mock) {
    integration.choose("mock", mock);
  }

  void authorizer(Authorizer authorizer, String... scopes) {
    this.authorizer = Objects.requireNonNull(authorizer, "authorizer");
    this.scopes = List.of(scopes);
  }

  void throttle(Rate rate) {
    this.rate = Objects.requireNonNull(rate, "rate");
  }

  void throttlePer(String key, Rate rate) {
    keyedRates.put(
        Objects.requireNonNull(key, "valueExpression"), Objects.requireNonNull(rate, "rate"));
  }

  void timeout(Duration timeout) {
    this.timeout = Objects.requireNonNull(timeout, "timeout");
  }

  void streamRequest() {
    requestStreamed = true;
  }

  /** Returns the route's parts, or nothing if there is a problem, or no key to put them under. */
  Optional<RouteCore> build(Optional<RouteKey> key, List<Problem> problems) {
    int before = problems.size();
    RouteVariables variables = key.map(RouteVariables::of).orElseGet(RouteVariables::unknown);
    Optional<Integration> answer = integration.build(variables, problems);
    checkScopes(problems);
    checkTimeout(problems);
    List<Throttle> throttles = throttles(variables, problems);
    return problems.size() > before || key.isEmpty() || answer.isEmpty()
        ? Optional.empty()
        : Optional.of(new RouteCore(
            key.get(), answer.get(), authorizer, scopes, throttles, timeout, requestStreamed));
  }

  private void checkScopes(List<Problem> problems) {
    if (scopes.size() > MAX_SCOPES) {
      problems.add(Problem.expected("authorizer.scopes", "at most 10", scopes.size()));
    }
    for (String scope : scopes) {
      if (!SCOPE.matcher(scope).matches()) {
        problems.add(
            Problem.expected("authorizer.scopes", "a scope without spaces and quotes", scope));
      }
    }
  }

  /** What AWS allows at most is checked by the stage, which may allow more. */
  private void checkTimeout(List<Problem> problems) {
    if (timeout != null) {
      StageRules.within(
          "timeout", StageRules.MIN_TIMEOUT, StageRules.MAX_TIMEOUT, timeout, problems);
    }
  }

  private List<Throttle> throttles(RouteVariables variables, List<Problem> problems) {
    List<Throttle> throttles = new ArrayList<>();
    if (rate != null) {
      throttles.add(Throttle.of(rate));
    }
    keyedRates.forEach((text, keyedRate) -> {
      String path = "throttlePer[" + text + "]";
      Expressions.parse(path, text, variables, problems).ifPresent(key -> {
        if (key.availability().compareTo(Availability.AUTHORIZED) > 0) {
          problems.add(Problem.expected(path, "a value known before the body is read", text));
        }
        throttles.add(Throttle.per(key, keyedRate));
      });
    });
    return throttles;
  }
}
