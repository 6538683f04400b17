package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Headers;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The handler on the streams of a user's own server, behind Netty's translation of HTTP/2. */
@ExtendWith(LeakGuard.class)
class Http2UserPipelineTest {

  private final Scripted gateway = new Scripted();

  private Hosts.UserServer server() throws Exception {
    return Hosts.userServer(() -> new ChannelHandler[] {
      Http2FrameCodecBuilder.forServer().build(),
      new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
        @Override
        protected void initChannel(Channel stream) {
          stream
              .pipeline()
              .addLast(new Http2StreamFrameToHttpObjectCodec(true), new GatewayHandler(gateway));
        }
      })
    });
  }

  @Test
  void requestsAreAnsweredStreamByStream() throws Exception {
    try (Hosts.UserServer server = server();
        Http2Client client = new Http2Client(server.port())) {
      client.get(1, "/one", "x-some", "thing");
      Scripted.Call one = gateway.next();
      client.post(3, "/three").data(3, true, "hello");
      Scripted.Call three = gateway.next();
      assertThat(one.request().protocol()).isEqualTo("HTTP/2");
      assertThat(one.request().headers())
          .isEqualTo(Headers.of("host", "a.example", "x-some", "thing"));
      three.request().body().publisher().subscribe(new Collector(three::answer));
      assertThat(client.answer(3).body()).isEqualTo("hello");
      one.answer("fine");
      Http2Client.Answer answer = client.answer(1);
      assertThat(answer.body()).isEqualTo("fine");
      assertThat(answer.field("connection")).isEmpty();
      assertThat(answer.field("transfer-encoding")).isEmpty();
    }
  }

  @Test
  void restOfARequestThatIsAnsweredIsCalledOff() throws Exception {
    try (Hosts.UserServer server = server();
        Http2Client client = new Http2Client(server.port())) {
      client.post(1, "/");
      gateway.next().answer("early");
      assertThat(client.answer(1).body()).isEqualTo("early");
      assertThat(client.next(Http2Client.RST_STREAM).code()).isZero();
    }
  }
}
