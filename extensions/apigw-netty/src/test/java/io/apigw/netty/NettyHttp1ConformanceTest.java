package io.apigw.netty;

import io.apigw.api.RequestProcessor;
import io.apigw.testkit.host.HostConformance;
import io.apigw.testkit.host.HostTraits;
import io.apigw.testkit.host.RunningHost;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
class NettyHttp1ConformanceTest extends HostConformance {

  @Override
  protected RunningHost start(RequestProcessor gateway) {
    NettyServer server =
        NettyServer.builder(gateway).host("127.0.0.1").threads(2).http2(false).start();
    return RunningHost.of(server.port(), server::close);
  }

  @Override
  protected HostTraits traits() {
    return HostTraits.http1();
  }
}
