package io.apigw.auth.policy;

import io.apigw.api.Problem;
import io.apigw.api.authorize.AccessPolicy;
import io.apigw.api.authorize.AccessRequest;
import io.apigw.api.authorize.PolicyDocument;
import io.apigw.testkit.TreeJson;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Policies and questions for tests. */
final class Policies {

  static final String API = "arn:aws:execute-api:eu-west-1:123456789012:orders";
  static final PolicyKind OF_API = PolicyKind.ofApi(API);

  private Policies() {}

  /** The policy of the API with these statements, in JSON with single quotes. */
  static AccessPolicy policy(String... statements) {
    return compiled(
        OF_API, "{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}");
  }

  /** One statement that allows all calls under a condition. */
  static AccessPolicy allowedIf(String condition) {
    return policy("{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*','Condition':"
        + condition + "}");
  }

  static AccessPolicy compiled(PolicyKind kind, String document) {
    return new PolicyCompiler(TreeJson.create())
        .compile(PolicyDocument.json(document.replace('\'', '"')), kind)
        .match(ready -> ready, problems -> {
          throw new AssertionError(problems);
        });
  }

  static List<String> problems(PolicyKind kind, String document) {
    return new PolicyCompiler(TreeJson.create())
        .compile(PolicyDocument.json(document.replace('\'', '"')), kind)
        .match(
            ready -> List.of(),
            problems -> problems.stream().map(Problem::toString).toList());
  }

  /** A call of a method, such as {@code prod/GET/orders/7}, with condition keys as {@code key=value|value}. */
  static AccessRequest call(String method, String... facts) {
    Map<String, List<String>> keys = Arrays.stream(facts)
        .map(fact -> fact.split("=", 2))
        .collect(Collectors.toMap(fact -> fact[0], fact -> List.of(fact[1].split("\\|", -1))));
    return AccessRequest.of(
        AccessRequest.INVOKE, API + "/" + method, key -> keys.getOrDefault(key, List.of()));
  }
}
