package io.apigw.api.authorize;

import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.api.Secret;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a custom authorizer makes of a call. Immutable.
 *
 * <p>Where results are kept, a decision holds for every route that uses the authorizer; {@link #policy} is the one that
 * tells routes apart.
 */
public final class Decision {

  /** The four decisions there are. */
  public enum Kind {
    /** The caller may call every route that uses the authorizer. */
    ALLOW,
    /** The caller may call what a policy allows. */
    POLICY,
    /** It is known who calls, and they may not: 403. */
    DENY,
    /** It is not known who calls: 401. */
    UNAUTHORIZED
  }

  private static final Decision DENY = new Decision(Kind.DENY, null, null, null);
  private static final Decision UNAUTHORIZED = new Decision(Kind.UNAUTHORIZED, null, null, null);

  private final Kind kind;
  private final @Nullable Principal principal;
  private final @Nullable PolicyDocument policy;
  private final @Nullable Secret usageKey;

  private Decision(
      Kind kind,
      @Nullable Principal principal,
      @Nullable PolicyDocument policy,
      @Nullable Secret usageKey) {
    this.kind = kind;
    this.principal = principal;
    this.policy = policy;
    this.usageKey = usageKey;
  }

  /**
   * Lets a caller in, on every route that uses the authorizer.
   *
   * @param principalId who it is
   * @throws IllegalArgumentException if the id is empty
   */
  public static Decision allow(String principalId) {
    return new Decision(Kind.ALLOW, principal(principalId), null, null);
  }

  /**
   * Lets a caller in where a policy says so.
   *
   * @param principalId who it is
   * @param policy held against each call; one that cannot be read refuses with 500
   * @throws IllegalArgumentException if the id is empty
   */
  public static Decision policy(String principalId, PolicyDocument policy) {
    return new Decision(
        Kind.POLICY, principal(principalId), Objects.requireNonNull(policy, "policy"), null);
  }

  /** Keeps a caller out who is known (403). */
  public static Decision deny() {
    return DENY;
  }

  /** Keeps a caller out who is not known (401). Never kept. */
  public static Decision unauthorized() {
    return UNAUTHORIZED;
  }

  /** Returns which of the four it is. */
  public Kind kind() {
    return kind;
  }

  /** Returns who calls; empty when the call is refused. */
  public Optional<Principal> principal() {
    return Optional.ofNullable(principal);
  }

  /** Returns what the caller may do; only of {@link Kind#POLICY}. */
  public Optional<PolicyDocument> policy() {
    return Optional.ofNullable(policy);
  }

  /** Returns the value of the API key that the caller is counted for, if one was named. */
  public Optional<String> usageKey() {
    return Optional.ofNullable(usageKey).map(Secret::reveal);
  }

  /**
   * Returns this decision with one more text that later steps know: {@code $context.authorizer.NAME}. Without effect on
   * a refusal.
   *
   * @param name any but {@code claims}, which AWS reserves
   * @param value the text
   */
  public Decision with(String name, String value) {
    return with(name, JsonValue.of(value));
  }

  /**
   * Returns this decision with one more value that later steps know: {@code $context.authorizer.NAME}. Without effect on
   * a refusal.
   *
   * @param name any but {@code claims}, which AWS reserves
   * @param value in REST APIs a string, number or boolean, which becomes text; an HTTP API takes every value
   */
  public Decision with(String name, JsonValue value) {
    return principal == null
        ? this
        : new Decision(kind, principal.with(name, value), policy, usageKey);
  }

  /**
   * Returns this decision with the value of an API key that the caller is counted for, where the API takes keys from its
   * authorizer. Without effect on a refusal.
   *
   * @throws IllegalArgumentException if the value is empty
   */
  public Decision usageKey(String apiKeyValue) {
    return principal == null ? this : new Decision(kind, principal, policy, Secret.of(apiKeyValue));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decision that
        && kind == that.kind
        && Objects.equals(principal, that.principal)
        && Objects.equals(policy, that.policy)
        && Objects.equals(usageKey, that.usageKey);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind.name(), principal, policy, usageKey);
  }

  /** Returns kind and caller; of the values only their names. */
  @Override
  public String toString() {
    return "Decision[" + kind + (principal == null ? "" : ", " + principal)
        + (usageKey == null ? "" : ", usageKey=***") + "]";
  }

  private static Principal principal(String id) {
    if (Objects.requireNonNull(id, "principalId").isEmpty()) {
      throw new IllegalArgumentException("principalId: expected an id but was empty");
    }
    return Principal.of(id);
  }
}
