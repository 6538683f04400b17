package io.apigw.auth.custom;

import io.apigw.api.JsonBoolean;
import io.apigw.api.JsonNull;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonString;
import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.api.Secret;
import io.apigw.api.authorize.Decision;
import io.apigw.api.authorize.PolicyDocument;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a Lambda-shaped authorizer answered: a policy, or yes and no where simple responses are on. */
final class AnswerReader {

  /** Longer than what a remote one may send. */
  private static final int LONGEST = 150_000;

  private static final String UNAUTHORIZED = "Unauthorized";

  private final boolean simple;

  AnswerReader(boolean simple) {
    this.simple = simple;
  }

  Answer read(@Nullable JsonValue output) {
    if (!(output instanceof JsonObject object)) {
      throw new UnusableAnswer("expected a JSON object but was " + kindOf(output));
    }
    if (object.toString().length() > LONGEST) {
      throw new UnusableAnswer("expected at most " + LONGEST + " characters but were more");
    }
    return simple ? simple(object) : policy(object);
  }

  /** As {@link #read}; Lambda's way to say that a function has failed comes in the answer too. */
  Answer readRemote(JsonValue output) {
    if (output instanceof JsonObject object && object.get("errorMessage").isPresent()) {
      if (object.get("errorMessage").equals(Optional.of(JsonValue.of(UNAUTHORIZED)))) {
        return Answer.UNAUTHORIZED;
      }
      throw new UnusableAnswer("expected an answer but was an error of the function");
    }
    return read(output);
  }

  /** Whether a failure is AWS's way to refuse with 401. */
  static boolean isUnauthorized(Throwable failure) {
    return UNAUTHORIZED.equals(failure.getMessage());
  }

  private static Answer simple(JsonObject object) {
    if (!(object.get("isAuthorized").orElse(null) instanceof JsonBoolean authorized)) {
      throw new UnusableAnswer("isAuthorized: expected true or false");
    }
    return authorized.value()
        ? new Answer(
            Decision.Kind.ALLOW,
            withContext(Principal.anonymous(), object),
            Optional.empty(),
            Optional.empty())
        : Answer.DENIED;
  }

  private static Answer policy(JsonObject object) {
    String id = text(object, "principalId")
        .orElseThrow(() -> new UnusableAnswer("principalId: expected a string that is not empty"));
    PolicyDocument policy = object
        .get("policyDocument")
        .map(PolicyDocument::of)
        .orElseThrow(() -> new UnusableAnswer("policyDocument: expected one but was none"));
    return new Answer(
        Decision.Kind.POLICY,
        withContext(Principal.of(id), object),
        Optional.of(policy),
        usageKey(object));
  }

  private static Optional<Secret> usageKey(JsonObject object) {
    if (object.get("usageIdentifierKey").orElse(JsonValue.ofNull()) instanceof JsonNull) {
      return Optional.empty();
    }
    return Optional.of(text(object, "usageIdentifierKey")
        .map(Secret::of)
        .orElseThrow(() -> new UnusableAnswer("usageIdentifierKey: expected a string")));
  }

  private static Principal withContext(Principal bare, JsonObject object) {
    JsonValue context = object.get("context").orElse(JsonValue.ofNull());
    if (context instanceof JsonNull) {
      return bare;
    }
    if (!(context instanceof JsonObject values)) {
      throw new UnusableAnswer("context: expected a JSON object but was " + kindOf(context));
    }
    Principal principal = bare;
    for (Map.Entry<String, JsonValue> value : values.members().entrySet()) {
      principal = principal.with(value.getKey(), value.getValue());
    }
    return principal;
  }

  private static Optional<String> text(JsonObject object, String name) {
    return object.get(name).orElse(null) instanceof JsonString text
            && !text.value().isEmpty()
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** The value itself may be a secret. */
  private static String kindOf(@Nullable JsonValue value) {
    return value == null ? "null" : value.getClass().getSimpleName();
  }
}
