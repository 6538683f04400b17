package io.apigw.api;

/**
 * The earliest point of a request's way at which a {@link ValueExpression} can be read. The order of the constants is
 * the order in time: what needs several values waits for the greatest.
 */
public enum Availability {
  /** From the start, once the route is known. */
  REQUEST,
  /** Once the authorizer has answered: its context, the caller's identity, the API key. */
  AUTHORIZED,
  /** Once the request's body is in memory, which a step has to ask for when it is compiled. */
  BODY,
  /** Once the integration has answered. */
  REPLY
}
