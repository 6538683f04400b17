package io.apigw.netty;

import io.apigw.api.RequestProcessor;
import io.apigw.testkit.host.HostConformance;
import io.apigw.testkit.host.HostTraits;
import io.apigw.testkit.host.RunningHost;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 by ALPN. */
@ExtendWith(LeakGuard.class)
class NettyHttp2ConformanceTest extends HostConformance {

  private static LocalTls tls;

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    tls = LocalTls.in(folder);
  }

  @Override
  protected RunningHost start(RequestProcessor gateway) {
    NettyServer server = NettyServer.builder(gateway)
        .host("127.0.0.1")
        .threads(2)
        .tls(tls.chain(), tls.key())
        .start();
    return RunningHost.of(server.port(), server::close);
  }

  @Override
  protected HostTraits traits() {
    return HostTraits.http2().tls(tls.client());
  }
}
