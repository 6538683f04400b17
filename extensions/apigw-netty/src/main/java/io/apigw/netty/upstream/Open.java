package io.apigw.netty.upstream;

/** What a closing client has to end. */
interface Open {

  /** Ends it, and fails the call that it is for. */
  void shut(String reason);
}
