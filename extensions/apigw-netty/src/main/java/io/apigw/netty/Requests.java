package io.apigw.netty;

import io.apigw.api.Body;
import io.apigw.api.Connection;
import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** Makes the gateway's requests of one connection. */
final class Requests {

  private final Channel channel;
  private final MountPath mount;

  /** Read off once, with the first request: a TLS handshake is over by then. */
  private @Nullable Connection connection;

  Requests(Channel channel, MountPath mount) {
    this.channel = channel;
    this.mount = mount;
  }

  /**
   * Makes the request of a head.
   *
   * @throws IllegalArgumentException when method or target are malformed
   */
  Request of(RequestHead head, Body body, RequestExecutor executor) {
    Connection facts = connection;
    if (facts == null) {
      facts = ConnectionFacts.of(channel);
      connection = facts;
    }
    return Request.builder(head.method(), head.target())
        .mountPath(mount.path())
        .headers(head.headers())
        .body(body)
        .connection(facts)
        .executor(executor)
        .protocol(head.protocol())
        .build();
  }
}
