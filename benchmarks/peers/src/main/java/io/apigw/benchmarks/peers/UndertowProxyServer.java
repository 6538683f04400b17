package io.apigw.benchmarks.peers;

import io.apigw.benchmarks.netty.Control;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;

/** Undertow's proxy on one I/O thread. */
public final class UndertowProxyServer {

  private UndertowProxyServer() {}

  /**
   * Serves until standard input ends; see {@link Control}.
   *
   * @param args the back end's port on this machine
   */
  public static void main(String[] args) throws IOException {
    LoadBalancingProxyClient backEnd = new LoadBalancingProxyClient().setConnectionsPerThread(256);
    backEnd.addHost(URI.create("http://127.0.0.1:" + args[0]));
    Undertow server = Undertow.builder()
        .addHttpListener(0, "127.0.0.1")
        .setIoThreads(1)
        .setWorkerThreads(1)
        .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
        .setHandler(ProxyHandler.builder().setProxyClient(backEnd).build())
        .build();
    server.start();
    InetSocketAddress address =
        (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    Control.serve(address.getPort());
    server.stop();
  }
}
