package io.apigw.benchmarks.peers;

import io.apigw.benchmarks.netty.Control;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.HttpProxy;
import java.io.IOException;

/** Vert.x's proxy on one event loop, with its native transport. */
public final class VertxProxyServer {

  private VertxProxyServer() {}

  /**
   * Serves until standard input ends; see {@link Control}.
   *
   * @param args the back end's port on this machine
   */
  public static void main(String[] args) throws IOException {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    if (!vertx.isNativeTransportEnabled()) {
      System.out.println("without the native transport");
    }
    HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(256));
    HttpProxy proxy = HttpProxy.reverseProxy(client);
    proxy.origin(Integer.parseInt(args[0]), "127.0.0.1");
    HttpServer server =
        vertx.createHttpServer().requestHandler(proxy).listen(0, "127.0.0.1").await();
    Control.serve(server.actualPort());
    vertx.close().await();
  }
}
