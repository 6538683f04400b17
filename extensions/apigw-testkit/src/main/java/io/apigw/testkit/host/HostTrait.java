package io.apigw.testkit.host;

/** What one host does and another cannot; where it can be tested, a host without a trait is tested for that too. */
public enum HostTrait {
  /** Header names reach the gateway, and the client, in the casing they were sent in; else in some casing. */
  KEEPS_CASING,
  /** Header fields of different names stay in their order; fields of one name always do. */
  KEEPS_ORDER,
  /** A client that leaves while the gateway still thinks is noticed; else only when the answer cannot be written. */
  SEES_LEAVING,
  /** An answer may be streamed while the request's body is still coming. */
  DUPLEX,
  /** A client that has shut down its side of the connection still gets its answer; else that is leaving. */
  HALF_CLOSE,
  /** The name that a TLS client asks for (SNI) is told. */
  TELLS_SERVER_NAME,
  /** Clients are asked for a certificate by TLS, and the suite's client has one. */
  ASKS_FOR_CERTIFICATES,
  /** What is malformed is refused by the host itself; else a container before it may repair it unseen. */
  REFUSES_MALFORMED
}
