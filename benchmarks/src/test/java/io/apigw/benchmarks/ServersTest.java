package io.apigw.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.apigw.benchmarks.netty.GatewayProxy;
import io.apigw.netty.NettyTransport;
import io.apigw.runtime.embedded.JdkTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code proxy.sh} measures starts and answers; no figures. */
class ServersTest {

  private HttpServer backEnd;

  @BeforeEach
  void startBackEnd() throws IOException {
    backEnd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backEnd.createContext("/", exchange -> {
      byte[] body = ("back end: " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    backEnd.start();
  }

  @AfterEach
  void stopBackEnd() {
    backEnd.stop(0);
  }

  @Test
  void proxyWithNettysTransportAnswers() throws Exception {
    try (NettyTransport transport = NettyTransport.create();
        GatewayProxy proxy = GatewayProxy.plain(address(), transport)) {
      assertThat(get(proxy, "none").body()).isEqualTo("back end: /10240?q=1");
    }
  }

  @Test
  void proxyWithTheJdksTransportAnswers() throws Exception {
    try (JdkTransport transport = JdkTransport.create();
        GatewayProxy proxy = GatewayProxy.plain(address(), transport)) {
      assertThat(get(proxy, "none").body()).isEqualTo("back end: /10240?q=1");
    }
  }

  @Test
  void proxyWithTokenAnswersOnlyWithOne() throws Exception {
    IdentityProvider provider = IdentityProvider.create();
    try (NettyTransport transport = NettyTransport.create();
        GatewayProxy proxy = GatewayProxy.withToken(address(), transport, provider)) {
      assertThat(get(proxy, "none").statusCode()).isEqualTo(401);
      String token = provider.token("proxy", "proxy:use");
      assertThat(get(proxy, "Bearer " + token).body()).isEqualTo("back end: /10240?q=1");
    }
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + backEnd.getAddress().getPort());
  }

  private static HttpResponse<String> get(GatewayProxy proxy, String authorization)
      throws IOException, InterruptedException {
    URI target = URI.create("http://127.0.0.1:" + proxy.port() + "/10240?q=1");
    HttpRequest request =
        HttpRequest.newBuilder(target).header("Authorization", authorization).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
