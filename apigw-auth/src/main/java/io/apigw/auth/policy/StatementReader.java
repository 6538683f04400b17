package io.apigw.auth.policy;

import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.Problem;
import io.apigw.auth.policy.Statement.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads one statement of a policy, and keeps what is wrong with it. */
final class StatementReader {

  private static final Set<String> MEMBERS = new TreeSet<>(Set.of(
      "Sid",
      "Effect",
      "Principal",
      "NotPrincipal",
      "Action",
      "NotAction",
      "Resource",
      "NotResource",
      "Condition"));

  private final JsonObject statement;
  private final PolicyKind kind;
  private final boolean variables;
  private final List<Problem> problems = new ArrayList<>();

  StatementReader(JsonObject statement, PolicyKind kind, boolean variables) {
    this.statement = statement;
    this.kind = kind;
    this.variables = variables;
  }

  List<Problem> problems() {
    return problems;
  }

  /** Returns the statement; of no use if there are problems. */
  Statement read() {
    for (String member : statement.members().keySet()) {
      if (!MEMBERS.contains(member)) {
        problems.add(Problem.expectedOneOf(member, MEMBERS, member));
      }
    }
    return new Statement(
        allows(),
        principals(),
        statement.get("NotPrincipal").isPresent(),
        actions(),
        statement.get("NotAction").isPresent(),
        new Target(resources(), statement.get("NotResource").isPresent()),
        ConditionReader.read(statement.get("Condition"), variables, problems));
  }

  private boolean allows() {
    Optional<JsonValue> effect = statement.get("Effect");
    boolean allow = effect.equals(Optional.of(JsonValue.of("Allow")));
    if (!allow && !effect.equals(Optional.of(JsonValue.of("Deny")))) {
      problems.add(Problem.expected(
          "Effect", "Allow or Deny", effect.map(JsonValue::text).orElse("missing")));
    }
    return allow;
  }

  private Principals principals() {
    if (!kind.namesPrincipals()) {
      for (String name : List.of("Principal", "NotPrincipal")) {
        if (statement.get(name).isPresent()) {
          problems.add(
              new Problem(name, "expected no principal in a policy that belongs to its caller"));
        }
      }
      return Principals.EVERYONE;
    }
    String name = oneOf("Principal", "NotPrincipal");
    return statement
        .get(name)
        .map(value -> PrincipalReader.read(name, value, problems))
        .orElse(Principals.EVERYONE);
  }

  private List<Glob> actions() {
    String name = oneOf("Action", "NotAction");
    List<Glob> actions = new ArrayList<>();
    for (String action : values(name)) {
      int colon = action.indexOf(':');
      if (!action.equals("*") && (colon < 1 || colon == action.length() - 1)) {
        problems.add(Problem.expected(name, "an action such as execute-api:Invoke, or *", action));
      }
      actions.add(pattern(action.toLowerCase(Locale.ROOT)));
    }
    return actions;
  }

  private List<ArnPattern> resources() {
    String name = oneOf("Resource", "NotResource");
    List<ArnPattern> resources = new ArrayList<>();
    for (String resource : values(name)) {
      String full = kind.fullResource().apply(resource);
      if (!full.equals("*") && !full.startsWith("arn:")) {
        problems.add(Problem.expected(name, "an ARN or *", resource));
      } else if (full.length() > kind.longestResource()) {
        problems.add(Problem.expected(
            name, "an ARN of at most " + kind.longestResource() + " characters", full));
      }
      resources.add(ArnPattern.of(full, variables));
    }
    return resources;
  }

  private List<String> values(String name) {
    return statement
        .get(name)
        .map(value -> PolicyCompiler.texts(name, value, problems))
        .orElse(List.of());
  }

  /** The one of two members that is there. */
  private String oneOf(String name, String negated) {
    boolean positive = statement.get(name).isPresent();
    if (positive == statement.get(negated).isPresent()) {
      problems.add(new Problem(
          name,
          "expected either " + name + " or " + negated + " but was "
              + (positive ? "both" : "neither")));
    }
    return positive ? name : negated;
  }

  private static Glob pattern(String text) {
    Glob.Builder glob = new Glob.Builder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*') {
        glob.run();
      } else if (c == '?') {
        glob.one();
      } else {
        glob.literal(String.valueOf(c));
      }
    }
    return glob.build();
  }
}
