package io.apigw.api.authorize;

/** Code of the host that decides about a call: at once, or on an executor of its own when it may block. */
@FunctionalInterface
public interface AuthorizerFunction {

  /**
   * Decides about a call. Without an executor it runs on the request's thread and must not block. An exception whose
   * message is exactly {@code Unauthorized} counts as {@link Decision#unauthorized()}, as in AWS; every other one, and
   * null, refuses the call with 500 and is logged.
   *
   * @param call the request after routing
   * @return the decision
   * @throws Exception for a fault
   */
  Decision decide(AuthorizerCall call) throws Exception;
}
