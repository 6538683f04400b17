package io.apigw.api.authorize;

/** The policy of an API, ready to stand around the authorizers of its methods. Thread-safe. */
public interface ReadyPolicy {

  /** Returns what decides for a method without an authorizer: only what the policy allows is let in. */
  ReadyAuthorizer alone();

  /**
   * Returns what decides for a method with an authorizer: the policy and the authorizer together, by AWS's tables.
   *
   * @param definition what the authorizer was made from
   * @param authorizer the ready authorizer
   */
  ReadyAuthorizer around(Authorizer definition, ReadyAuthorizer authorizer);
}
