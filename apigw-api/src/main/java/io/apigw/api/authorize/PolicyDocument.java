package io.apigw.api.authorize;

import io.apigw.api.JsonArray;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/**
 * A policy in AWS's language: who may call what, under which conditions. Kept as the text that was given, and compared
 * as such; what is wrong with it is said when it is compiled, at deploy time or when an authorizer returns it.
 *
 * <pre>{@code
 * PolicyDocument policy = PolicyDocument.allow("arn:aws:execute-api:*:*:orders/prod/GET/orders/*");
 * }</pre>
 */
public final class PolicyDocument {

  private static final String INVOKE = "execute-api:Invoke";

  private final String json;

  private PolicyDocument(String json) {
    this.json = json;
  }

  /**
   * Returns a policy that is written already.
   *
   * @param text the document, JSON with {@code Version} and {@code Statement}
   */
  public static PolicyDocument json(String text) {
    return new PolicyDocument(Objects.requireNonNull(text, "text"));
  }

  /** Returns a policy that is a piece of JSON already. */
  public static PolicyDocument of(JsonValue document) {
    return new PolicyDocument(document.toString());
  }

  /**
   * Returns a policy that allows calls, for an authorizer to return.
   *
   * @param resources ARNs of methods, with the wildcards {@code *} and {@code ?}
   */
  public static PolicyDocument allow(String... resources) {
    return of(document("Allow", resources));
  }

  /**
   * Returns a policy that denies calls, for an authorizer to return. What it does not name it does not allow either.
   *
   * @param resources ARNs of methods, with the wildcards {@code *} and {@code ?}
   */
  public static PolicyDocument deny(String... resources) {
    return of(document("Deny", resources));
  }

  /** Returns the document as it was given. */
  public String json() {
    return json;
  }

  /**
   * Returns the line to add to a gateway's builder that has no engine for an API's policy, and the module it comes from.
   */
  public String engineHint() {
    return "add .authorizers(StandardAuthorizers.create()) from apigw-auth";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolicyDocument that && json.equals(that.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** Returns the document as it was given. */
  @Override
  public String toString() {
    return json;
  }

  private static JsonObject document(String effect, String... resources) {
    JsonObject statement = JsonObject.builder()
        .with("Effect", JsonValue.of(effect))
        .with("Action", JsonValue.of(INVOKE))
        .with(
            "Resource", JsonArray.of(Arrays.stream(resources).map(JsonValue::of).toList()))
        .build();
    return JsonObject.builder()
        .with("Version", JsonValue.of("2012-10-17"))
        .with("Statement", statement)
        .build();
  }
}
