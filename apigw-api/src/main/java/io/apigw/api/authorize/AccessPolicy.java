package io.apigw.api.authorize;

/**
 * A compiled policy: says of a call whether it allows it, denies it, or has nothing to say. Thread-safe, and never
 * blocks.
 */
@FunctionalInterface
public interface AccessPolicy {

  /**
   * Decides about a call. A statement that denies wins over every statement that allows.
   *
   * @param request what is asked for, by whom, and under which circumstances
   */
  Effect decide(AccessRequest request);

  /** What a policy says of a call. */
  enum Effect {
    /** A statement allows the call, and none denies it. */
    ALLOW,
    /** A statement denies the call. */
    DENY,
    /** No statement is about the call; whoever needs an allowance has none. */
    SILENT
  }
}
