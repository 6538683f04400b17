package io.apigw.api.authorize;

import io.apigw.api.GatewayClock;
import io.apigw.api.ValueSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a policy is asked: may this caller do this with that resource, under these circumstances. Immutable. */
public final class AccessRequest {

  /** Invokes a method or a route. */
  public static final String INVOKE = "execute-api:Invoke";

  /** Asks for an answer that does not come from the cache. */
  public static final String INVALIDATE_CACHE = "execute-api:InvalidateCache";

  private final String action;
  private final String resource;
  private final Optional<String> caller;
  private final ConditionKeys conditions;

  private AccessRequest(
      String action, String resource, Optional<String> caller, ConditionKeys conditions) {
    this.action = action;
    this.resource = resource;
    this.caller = caller;
    this.conditions = conditions;
  }

  /**
   * Returns the question of a caller that AWS would call anonymous: without an identity of IAM.
   *
   * @param action the action, such as {@link #INVOKE}
   * @param resource the ARN of what is called
   * @param conditions the circumstances
   */
  public static AccessRequest of(String action, String resource, ConditionKeys conditions) {
    return new AccessRequest(
        Objects.requireNonNull(action, "action"),
        Objects.requireNonNull(resource, "resource"),
        Optional.empty(),
        Objects.requireNonNull(conditions, "conditions"));
  }

  /**
   * Returns the question about a request on its way, of a caller without an identity of IAM: its method's ARN, its address
   * ({@code aws:SourceIp}), headers ({@code aws:UserAgent}, {@code aws:Referer}), time ({@code aws:CurrentTime}, {@code
   * aws:EpochTime}), whether it came with TLS ({@code aws:SecureTransport}), and the VPC endpoint that it came through
   * ({@code aws:SourceVpce}, {@code aws:VpcSourceIp}). What a request does not have has no value.
   *
   * @param action the action, such as {@link #INVOKE}
   * @param source what is known of the request; used only while the policy decides
   * @param clock the time
   */
  public static AccessRequest of(String action, ValueSource source, GatewayClock clock) {
    return of(
        action,
        MethodArn.canonical(source.context("methodArn").orElse("")),
        new RequestConditions(source, clock));
  }

  /**
   * Returns the same question of a caller with an identity of IAM.
   *
   * @param arn the ARN of the user or of the role's session
   */
  public AccessRequest by(String arn) {
    return new AccessRequest(action, resource, Optional.of(arn), conditions);
  }

  /** Returns the action. */
  public String action() {
    return action;
  }

  /** Returns the ARN of what is called. */
  public String resource() {
    return resource;
  }

  /** Returns the ARN of the caller; empty for one without an identity of IAM. */
  public Optional<String> caller() {
    return caller;
  }

  /**
   * Returns the values of a circumstance.
   *
   * @param key a condition key in lower case, such as {@code aws:sourceip}
   * @return its values; none if the request has no such circumstance
   */
  public List<String> condition(String key) {
    return conditions.values(key);
  }

  /** The circumstances of a request, asked one by one. */
  @FunctionalInterface
  public interface ConditionKeys {

    /**
     * Returns the values of a circumstance.
     *
     * @param key a condition key in lower case, such as {@code aws:sourceip}
     * @return its values; none if the request has no such circumstance
     */
    List<String> values(String key);
  }
}
