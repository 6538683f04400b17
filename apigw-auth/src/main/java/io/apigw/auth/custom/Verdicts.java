package io.apigw.auth.custom;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonArray;
import io.apigw.api.JsonNull;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.api.authorize.AccessPolicy;
import io.apigw.api.authorize.AccessPolicy.Effect;
import io.apigw.api.authorize.AccessRequest;
import io.apigw.api.authorize.Authorization.Allowed;
import io.apigw.api.authorize.PolicyDocument;
import io.apigw.auth.policy.PolicyCompiler;
import io.apigw.auth.policy.PolicyKind;
import java.util.Map;
import java.util.Optional;

/** Makes verdicts of answers, or finds that an answer can be none. */
final class Verdicts {

  private static final AccessPolicy EVERYTHING =
      request -> request.action().equals(AccessRequest.INVOKE) ? Effect.ALLOW : Effect.SILENT;

  /** What AWS keeps for the claims of a token. */
  private static final String RESERVED = "claims";

  private static final int LONGEST_CONTEXT = 64 * 1024;

  private final PolicyCompiler policies;
  private final boolean nested;

  /**
   * Makes them for an authorizer.
   *
   * @param nested whether an HTTP API's context may hold objects and arrays
   */
  Verdicts(PolicyCompiler policies, boolean nested) {
    this.policies = policies;
    this.nested = nested;
  }

  Verdict of(Answer answer, ApiKind kind) {
    return switch (answer.kind()) {
      case UNAUTHORIZED -> Verdict.UNAUTHORIZED;
      case DENY -> Verdict.always(Refusals.of(kind).denied(), 0);
      case ALLOW -> letIn(answer, EVERYTHING, kind);
      case POLICY -> letIn(answer, compile(answer.policy().orElseThrow()), kind);
    };
  }

  private Verdict letIn(Answer answer, AccessPolicy policy, ApiKind kind) {
    Principal principal = answer.principal();
    int context = principal.values().toString().length();
    if (principal.id().length() + context > LONGEST_CONTEXT) {
      throw new UnusableAnswer("context: expected at most " + LONGEST_CONTEXT + " characters");
    }
    int written = answer.policy().map(document -> document.json().length()).orElse(0);
    Allowed caller = new Allowed(typed(principal, kind), Optional.of(policy), answer.usageKey());
    int size = principal.id().length() + context + written;
    return answer.policy().isEmpty()
        ? Verdict.always(caller, size)
        : Verdict.of(policy, caller, Refusals.of(kind), size);
  }

  private AccessPolicy compile(PolicyDocument document) {
    return policies
        .compile(document, PolicyKind.ofCaller())
        .<AccessPolicy>match(policy -> policy, problems -> {
          throw new UnusableAnswer("policyDocument: " + problems.get(0));
        });
  }

  /** In a REST API values are texts; an HTTP API keeps what they are. */
  private Principal typed(Principal principal, ApiKind kind) {
    boolean texts = kind != ApiKind.HTTP;
    Principal typed = Principal.of(principal.id());
    for (Map.Entry<String, JsonValue> value : principal.values().members().entrySet()) {
      String name = value.getKey();
      if (name.equals(RESERVED)) {
        throw new UnusableAnswer("context.claims: expected another name, since AWS reserves it");
      }
      if ((texts || !nested) && !plain(value.getValue())) {
        throw new UnusableAnswer("context." + name + ": expected a string, number or boolean");
      }
      typed = typed.with(name, texts ? JsonValue.of(value.getValue().text()) : value.getValue());
    }
    return typed;
  }

  private static boolean plain(JsonValue value) {
    return !(value instanceof JsonObject
        || value instanceof JsonArray
        || value instanceof JsonNull);
  }
}
