package io.apigw.auth.policy;

import io.apigw.api.JsonArray;
import io.apigw.api.JsonBoolean;
import io.apigw.api.JsonNumber;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonString;
import io.apigw.api.JsonValue;
import io.apigw.api.Problem;
import io.apigw.auth.policy.Condition.Quantifier;
import io.apigw.auth.policy.Condition.ValueTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the condition of a statement. */
final class ConditionReader {

  private static final String ALL = "ForAllValues:";
  private static final String ANY = "ForAnyValue:";
  private static final String IF_EXISTS = "IfExists";
  private static final String PRESENCE = "Null";

  private static final Set<String> NAMES = names();

  private final boolean variables;
  private final List<Problem> problems;

  private ConditionReader(boolean variables, List<Problem> problems) {
    this.variables = variables;
    this.problems = problems;
  }

  static List<Condition> read(
      Optional<JsonValue> condition, boolean variables, List<Problem> problems) {
    List<Condition> conditions = new ArrayList<>();
    if (condition.isEmpty()) {
      return conditions;
    }
    ConditionReader reader = new ConditionReader(variables, problems);
    reader
        .members("Condition", condition.get())
        .forEach((operator, keys) -> reader
            .members("Condition." + operator, keys)
            .forEach((key, values) ->
                reader.condition(operator, key, values).ifPresent(conditions::add)));
    return conditions;
  }

  private Map<String, JsonValue> members(String path, JsonValue value) {
    if (value instanceof JsonObject object) {
      return object.members();
    }
    problems.add(Problem.expected(path, "a JSON object", value));
    return Map.of();
  }

  private Optional<Condition> condition(String written, String key, JsonValue values) {
    Quantifier quantifier = written.startsWith(ALL)
        ? Quantifier.ALL
        : written.startsWith(ANY) ? Quantifier.ANY : Quantifier.ONE;
    String name = quantifier == Quantifier.ONE
        ? written
        : written.substring(quantifier == Quantifier.ALL ? ALL.length() : ANY.length());
    boolean ifExists = name.endsWith(IF_EXISTS);
    String base = ifExists ? name.substring(0, name.length() - IF_EXISTS.length()) : name;
    String path = "Condition." + written + "." + key;
    boolean presence = name.equals(PRESENCE) && quantifier == Quantifier.ONE;
    Operator operator = presence ? Operator.BY_NAME.get("Bool") : Operator.BY_NAME.get(base);
    if (operator == null) {
      problems.add(Problem.expectedOneOf("Condition", NAMES, written));
      return Optional.empty();
    }
    return Optional.of(new Condition(
        key.toLowerCase(Locale.ROOT),
        presence ? Quantifier.PRESENCE : quantifier,
        operator.negated(),
        ifExists,
        tests(path, operator, values)));
  }

  private List<ValueTest> tests(String path, Operator operator, JsonValue values) {
    List<ValueTest> tests = new ArrayList<>();
    List<JsonValue> listed = values instanceof JsonArray array ? array.items() : List.of(values);
    if (listed.isEmpty()) {
      problems.add(new Problem(path, "expected at least one value but was none"));
    }
    for (JsonValue value : listed) {
      boolean plain = value instanceof JsonString
          || value instanceof JsonNumber
          || value instanceof JsonBoolean;
      Optional<ValueTest> test =
          plain ? operator.reader().read(value.text(), variables) : Optional.empty();
      test.ifPresentOrElse(
          tests::add,
          () -> problems.add(Problem.expected(path, operator.expected(), value.text())));
    }
    return tests;
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>(Operator.BY_NAME.keySet());
    names.add(PRESENCE);
    return names;
  }
}
