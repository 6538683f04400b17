package io.apigw.netty.upstream;

import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.netty.lane.LoopTimers;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a client has on one loop. All of it happens there. */
final class LoopClient {

  static final int MOST_READ = 256 * 1024;

  private static final int FIRST_READ = 4 * 1024;
  private static final int LEAST_READ = 512;

  private final EventLoop loop;
  private final ClientSettings settings;
  private final LoopTimers timers;
  private final Names names;
  private final Bootstrap bootstrap;
  private final long origin;
  private final Map<Origin, OriginPool> pools = new HashMap<>();
  private final Set<Open> open = new HashSet<>();
  private boolean closed;

  LoopClient(EventLoop loop, ClientSettings settings) {
    this.loop = loop;
    this.settings = settings;
    this.timers = LoopTimers.of(loop);
    this.names = new Names(loop, settings.nameServers());
    this.origin = loop.ticker().nanoTime();
    this.bootstrap = new Bootstrap()
        .group(loop)
        .channelFactory(() -> ClientLoops.socket(loop))
        .disableResolver()
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.AUTO_CLOSE, false)
        .option(
            ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(64 * 1024, MOST_READ))
        .option(
            ChannelOption.RECVBUF_ALLOCATOR,
            new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, MOST_READ));
  }

  /** Sends a call. */
  void start(Call call) {
    if (closed) {
      call.fail(new Failure(Kind.CONNECT, "the transport is closed"));
      return;
    }
    Origin to = call.request().origin();
    OriginPool pool = pools.get(to);
    if (pool == null) {
      String problem = RequestLines.problem(to);
      if (problem != null) {
        call.fail(Failures.unsendable(call.request(), problem));
        return;
      }
      pool = new OriginPool(this, to);
      pools.put(to, pool);
    }
    pool.serve(call);
  }

  EventLoop loop() {
    return loop;
  }

  LoopTimers timers() {
    return timers;
  }

  Limits limits() {
    return settings.limits();
  }

  ClientTls tls() {
    return settings.tls();
  }

  boolean http2() {
    return settings.http2();
  }

  Names names() {
    return names;
  }

  boolean closed() {
    return closed;
  }

  /** A bootstrap of one's own. */
  Bootstrap bootstrap() {
    return bootstrap.clone();
  }

  /** Nanoseconds since this client came to the loop. */
  long sinceStart() {
    return loop.ticker().nanoTime() - origin;
  }

  void keep(Open what) {
    open.add(what);
  }

  void forget(Open what) {
    open.remove(what);
  }

  void forget(OriginPool pool) {
    pools.remove(pool.origin(), pool);
  }

  /** Cuts what is open. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    String reason = "the transport was closed";
    List.copyOf(pools.values()).forEach(pool -> pool.shut(reason));
    List.copyOf(open).forEach(each -> each.shut(reason));
    names.close();
  }
}
