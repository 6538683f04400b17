package io.apigw.netty;

/** How the source of an answer's body is steered by the connection. Event loop only. */
interface BodyTap {

  /** Goes on when the client has taken what was written. */
  void writable();

  /** Gives the source up. */
  void cancel();
}
