import org.jspecify.annotations.NullMarked;

/** The Netty host: the gateway as a handler of the user's own pipeline, or as a server by itself. */
@NullMarked
module io.apigw.netty {
  requires static org.jspecify;
  requires transitive io.apigw.api;
  requires transitive io.netty.transport;
  requires transitive io.netty.handler;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.haproxy;
  requires io.netty.codec.http;
  requires io.netty.codec.http2;
  requires io.netty.common;
  requires io.netty.resolver;
  requires io.netty.resolver.dns;
  requires static io.netty.transport.classes.epoll;

  exports io.apigw.netty;
}
