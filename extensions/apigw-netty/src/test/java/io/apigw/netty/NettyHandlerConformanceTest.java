package io.apigw.netty;

import io.apigw.api.RequestProcessor;
import io.apigw.testkit.host.HostConformance;
import io.apigw.testkit.host.HostTrait;
import io.apigw.testkit.host.HostTraits;
import io.apigw.testkit.host.RunningHost;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpServerCodec;
import org.junit.jupiter.api.extension.ExtendWith;

/** The handler in a pipeline of a user's own, behind Netty's codec, which repairs some requests unseen. */
@ExtendWith(LeakGuard.class)
class NettyHandlerConformanceTest extends HostConformance {

  @Override
  protected RunningHost start(RequestProcessor gateway) throws Exception {
    Hosts.UserServer server = Hosts.userServer(
        () -> new ChannelHandler[] {new HttpServerCodec(), new GatewayHandler(gateway)});
    return RunningHost.of(server.port(), server::close);
  }

  @Override
  protected HostTraits traits() {
    return HostTraits.http1().without(HostTrait.REFUSES_MALFORMED);
  }
}
