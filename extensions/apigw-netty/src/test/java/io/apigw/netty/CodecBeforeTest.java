package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Response;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.logging.LoggingHandler;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A pipeline that cannot work says so when it is built, with the line to write. */
class CodecBeforeTest {

  private final GatewayHandler handler =
      new GatewayHandler(Hosts.answering(request -> Response.of(200)));

  @Test
  void handlerWithoutACodecIsRefused() {
    assertThat(complaint(handler))
        .isEqualTo("pipeline: expected an HTTP codec before the GatewayHandler but was none; write"
            + " pipeline.addLast(new HttpServerCodec(), new GatewayHandler(gateway))");
  }

  @Test
  void codecBehindTheHandlerIsNoCodec() {
    assertThat(complaint(new LoggingHandler(), handler, new HttpServerCodec()))
        .contains("new HttpServerCodec()");
  }

  @Test
  void anyHttpDecoderWillDo() {
    assertThat(complaint(new HttpRequestDecoder(), new HttpResponseEncoder(), handler))
        .isEmpty();
  }

  private static String complaint(ChannelHandler... handlers) {
    StringBuilder complaint = new StringBuilder();
    EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter() {
      @Override
      public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        complaint.append(Objects.requireNonNull(cause.getCause()).getMessage());
      }
    });
    channel.pipeline().addLast(handlers);
    channel.finishAndReleaseAll();
    return complaint.toString();
  }
}
