package io.apigw.api.authorize;

/** Which of AWS's two events a Lambda-shaped authorizer of an HTTP API gets. */
public enum EventFormat {
  /** AWS's payload format 1.0: a REST API's event with a few fields more. */
  V1,
  /** AWS's payload format 2.0. */
  V2
}
