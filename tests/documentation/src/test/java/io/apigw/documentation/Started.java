package io.apigw.documentation;

import io.apigw.netty.NettyServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Where a program of the documentation hands its server to the test. Public for the compiled program. */
public final class Started {

  private static final LinkedBlockingQueue<NettyServer> SERVERS = new LinkedBlockingQueue<>();

  private Started() {}

  /** Stands for {@code server.awaitClose()}. */
  public static void await(NettyServer server) throws InterruptedException {
    SERVERS.add(server);
    server.awaitClose();
  }

  /** Waits for the server of a program that runs. */
  static NettyServer server(CompletableFuture<Void> program) throws InterruptedException {
    for (int i = 0; i < 200 && !program.isDone(); i++) {
      NettyServer server = SERVERS.poll(100, TimeUnit.MILLISECONDS);
      if (server != null) {
        return server;
      }
    }
    program.join();
    throw new AssertionError("the program has started no server");
  }
}
