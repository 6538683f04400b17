package io.apigw.benchmarks.netty;

import io.apigw.api.RequestExecutor;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.throttle.Rate;
import io.apigw.auth.StandardAuthorizers;
import io.apigw.benchmarks.IdentityProvider;
import io.apigw.benchmarks.LastRecord;
import io.apigw.netty.NettyServer;
import io.apigw.runtime.Gateway;
import io.apigw.throttle.InMemoryLimits;
import java.net.URI;
import java.util.concurrent.CompletionStage;

/** Our Netty host on one event loop, proxying everything to one back end; ids and the access record are made as always. */
public final class GatewayProxy implements AutoCloseable {

  /** The most that a bucket can gain and hold: never used up. */
  private static final Rate AMPLE = Rate.perSecond(1_000_000_000).burst(Integer.MAX_VALUE);

  private final Gateway gateway;
  private final NettyServer server;

  private GatewayProxy(Gateway gateway) {
    this.gateway = gateway;
    this.server = NettyServer.builder(gateway).host("127.0.0.1").threads(1).start();
  }

  /**
   * Starts a proxy that lets everybody through.
   *
   * @param backEnd scheme, host and port
   * @param transport who asks the back end; it stays open when the proxy is closed
   */
  public static GatewayProxy plain(URI backEnd, HttpTransport transport) {
    HttpApi api = HttpApi.builder("proxy")
        .route("ANY /{proxy+}", r -> r.proxy(backEnd + "/{proxy}"))
        .build();
    return new GatewayProxy(Gateway.builder()
        .transport(transport)
        .metrics(new LastRecord())
        .api(api)
        .build());
  }

  /**
   * Starts a proxy with a JWT authorizer and a throttle that never refuses.
   *
   * @param backEnd scheme, host and port
   * @param transport who asks the back end; it stays open when the proxy is closed
   * @param provider who has signed the tokens: audience {@code proxy}, scope {@code proxy:use}
   */
  public static GatewayProxy withToken(
      URI backEnd, HttpTransport transport, IdentityProvider provider) {
    JwtAuthorizer login = JwtAuthorizer.builder("login")
        .issuer(IdentityProvider.ISSUER)
        .audiences("proxy")
        .jwksUri(IdentityProvider.KEYS)
        .build();
    HttpApi api = HttpApi.builder("proxy")
        .route(
            "ANY /{proxy+}",
            r -> r.authorizer(login, "proxy:use").throttle(AMPLE).proxy(backEnd + "/{proxy}"))
        .build();
    return new GatewayProxy(Gateway.builder()
        .transport(new WithKeys(provider, transport))
        .authorizers(StandardAuthorizers.create())
        .limits(InMemoryLimits.create())
        .metrics(new LastRecord())
        .api(api)
        .build());
  }

  /** Returns the port that is listened on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    gateway.close();
  }

  /** Asks the identity provider for its keys, and the back end for everything else. */
  private record WithKeys(IdentityProvider provider, HttpTransport backEnd)
      implements HttpTransport {

    @Override
    public CompletionStage<TransportResult> send(
        TransportRequest request, RequestExecutor executor) {
      boolean keys = request.origin().scheme().equals("https");
      return (keys ? provider : backEnd).send(request, executor);
    }
  }
}
