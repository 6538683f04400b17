import org.jspecify.annotations.NullMarked;

@NullMarked
module io.apigw.netty {
  requires static org.jspecify;
  requires transitive io.apigw.api;
  requires transitive io.netty.transport;
  requires io.netty.buffer;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires static io.netty.transport.classes.epoll;

// exports io.apigw.netty;
}
