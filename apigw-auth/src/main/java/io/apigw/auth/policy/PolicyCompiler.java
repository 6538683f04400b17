package io.apigw.auth.policy;

import io.apigw.api.JsonArray;
import io.apigw.api.JsonEngine;
import io.apigw.api.JsonException;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonString;
import io.apigw.api.JsonValue;
import io.apigw.api.Problem;
import io.apigw.api.authorize.AccessPolicy;
import io.apigw.api.authorize.PolicyDocument;
import io.apigw.api.engine.Prepared;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compiles a policy's document, or says all that is wrong with it. */
public final class PolicyCompiler {

  private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
  private static final String CURRENT = "2012-10-17";
  private static final String WITHOUT_VARIABLES = "2008-10-17";

  private final JsonEngine json;

  /**
   * Makes a compiler.
   *
   * @param json reads documents
   */
  public PolicyCompiler(JsonEngine json) {
    this.json = json;
  }

  /**
   * Compiles a document.
   *
   * @return what decides, or problems with paths such as {@code Statement[0].Effect}
   */
  public Prepared<AccessPolicy> compile(PolicyDocument document, PolicyKind kind) {
    if (document.json().length() > kind.longestDocument()) {
      return Prepared.faulty(List.of(Problem.expected(
          "",
          "a policy of at most " + kind.longestDocument() + " characters",
          document.json().length())));
    }
    JsonValue tree;
    try {
      tree = json.parse(document.json().getBytes(StandardCharsets.UTF_8));
    } catch (JsonException unreadable) {
      return Prepared.faulty(List.of(new Problem("", "expected JSON: " + unreadable.getMessage())));
    }
    if (!(tree instanceof JsonObject object)) {
      return Prepared.faulty(List.of(Problem.expected("", "a JSON object", tree)));
    }
    return compile(object, kind);
  }

  private static Prepared<AccessPolicy> compile(JsonObject document, PolicyKind kind) {
    List<Problem> problems = new ArrayList<>();
    for (String member : document.members().keySet()) {
      if (!MEMBERS.contains(member)) {
        problems.add(Problem.expectedOneOf(member, MEMBERS, member));
      }
    }
    boolean variables = variables(document, problems);
    List<Statement> statements = new ArrayList<>();
    List<JsonValue> written =
        document.get("Statement").map(PolicyCompiler::listed).orElse(List.of());
    if (written.isEmpty()) {
      problems.add(new Problem("Statement", "expected at least one statement but was none"));
    }
    for (int i = 0; i < written.size(); i++) {
      String path = "Statement[" + i + "]";
      if (written.get(i) instanceof JsonObject statement) {
        StatementReader reader = new StatementReader(statement, kind, variables);
        statements.add(reader.read());
        reader.problems().forEach(problem -> problems.add(problem.under(path)));
      } else {
        problems.add(Problem.expected(path, "a JSON object", written.get(i)));
      }
    }
    return problems.isEmpty()
        ? Prepared.ready(CompiledPolicy.of(statements))
        : Prepared.faulty(problems);
  }

  /** Without a version the language is the old one, as IAM has it. */
  private static boolean variables(JsonObject document, List<Problem> problems) {
    JsonValue version = document.get("Version").orElse(JsonValue.of(WITHOUT_VARIABLES));
    boolean current = version.equals(JsonValue.of(CURRENT));
    if (!current && !version.equals(JsonValue.of(WITHOUT_VARIABLES))) {
      problems.add(Problem.expected("Version", CURRENT + " or " + WITHOUT_VARIABLES, version));
    }
    return current;
  }

  /** One value may stand for a list of one. */
  static List<JsonValue> listed(JsonValue value) {
    return value instanceof JsonArray array ? array.items() : List.of(value);
  }

  /** The texts of a string or of an array of strings; anything else is a problem. */
  static List<String> texts(String path, JsonValue value, List<Problem> problems) {
    List<String> texts = new ArrayList<>();
    for (JsonValue item : listed(value)) {
      if (item instanceof JsonString text) {
        texts.add(text.value());
      } else {
        problems.add(Problem.expected(path, "a string or an array of strings", item));
      }
    }
    if (texts.isEmpty() && listed(value).isEmpty()) {
      problems.add(new Problem(path, "expected at least one value but was none"));
    }
    return texts;
  }
}
