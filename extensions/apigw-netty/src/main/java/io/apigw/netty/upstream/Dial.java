package io.apigw.netty.upstream;

import io.apigw.netty.lane.Deadline;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection that is being made: its name is resolved, each address tried in turn, TLS begun; all within one limit. */
final class Dial implements Open {

  private final OriginPool pool;
  private final LoopClient client;
  private final Deadline deadline;
  private final Deque<InetAddress> untried = new ArrayDeque<>();

  private @Nullable Call call;
  private @Nullable Channel attempt;
  private String failure = "";
  private long started;
  private boolean over;

  Dial(OriginPool pool, Call call) {
    this.pool = pool;
    this.client = pool.client();
    this.call = call;
    this.deadline = new Deadline(client.timers(), this::late);
  }

  void begin() {
    started = client.sinceStart();
    deadline.set(client.limits().connect());
    try {
      client.names().find(pool.origin().host(), this::found);
    } catch (RuntimeException noResolver) {
      end(pool.origin() + ": " + Failures.line(noResolver));
    }
  }

  /** Goes on without the call, which has been given up. */
  void leave() {
    call = null;
  }

  @Override
  public void shut(String reason) {
    end(reason);
  }

  private void found(List<InetAddress> addresses, @Nullable Throwable unknown) {
    if (over) {
      return;
    }
    if (addresses.isEmpty()) {
      end(pool.origin() + ": " + Failures.line(unknown));
      return;
    }
    untried.addAll(addresses);
    next();
  }

  private void next() {
    InetAddress address = untried.pollFirst();
    if (address == null) {
      end(pool.origin() + ": " + failure);
      return;
    }
    Bootstrap bootstrap = client
        .bootstrap()
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millisForOne(untried.size() + 1))
        .handler(new Pipeline());
    ChannelFuture connecting =
        bootstrap.connect(new InetSocketAddress(address, pool.origin().port()));
    if (!connecting.channel().isRegistered()) {
      end(pool.origin() + ": no socket could be opened: " + Failures.line(connecting.cause()));
      return;
    }
    attempt = connecting.channel();
    var unused = connecting.addListener(tried -> {
      if (over) {
        var unusedEnd = connecting.channel().close();
      } else if (!tried.isSuccess()) {
        failure = Failures.line(tried.cause());
        next();
      } else {
        connected(connecting.channel());
      }
    });
  }

  private void connected(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      succeed(channel, pool.http2());
      return;
    }
    Quiet quiet = new Quiet();
    channel.pipeline().addLast(quiet);
    var unused = tls.handshakeFuture().addListener(shaken -> {
      if (over) {
        var unusedEnd = channel.close();
      } else if (!shaken.isSuccess()) {
        var unusedEnd = channel.close();
        end(pool.origin() + ": TLS: " + Failures.line(shaken.cause()));
      } else {
        channel.pipeline().remove(quiet);
        agreed(channel, ClientTls.agreedOnHttp2(tls));
      }
    });
  }

  private void agreed(Channel channel, boolean onHttp2) {
    if (onHttp2 && !client.http2()) {
      var unusedEnd = channel.close();
      end(pool.origin() + ": TLS: HTTP/2 was agreed on, which is not switched on");
    } else {
      succeed(channel, onHttp2);
    }
  }

  private void succeed(Channel channel, boolean http2) {
    over = true;
    deadline.clear();
    if (http2) {
      pool.dialed(this, new Http2Session(pool, channel), call);
      return;
    }
    ReplyDecoder decoder = new ReplyDecoder();
    Connection connection = new Connection(pool, channel, decoder);
    channel.pipeline().addLast(decoder, connection);
    pool.dialed(this, connection, call);
  }

  /** An address that does not answer leaves time for the others. */
  private int millisForOne(int addresses) {
    long left = client.limits().connect().toNanos() - (client.sinceStart() - started);
    return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left / addresses));
  }

  private void late() {
    String so = failure.isEmpty() ? "" : ": " + failure;
    end(pool.origin() + ": no connection within " + client.limits().connect().toMillis()
        + " ms (connectTimeout)" + so);
  }

  private void end(String detail) {
    if (over) {
      return;
    }
    over = true;
    deadline.clear();
    Channel connecting = attempt;
    if (connecting != null) {
      var unused = connecting.close();
    }
    pool.failed(this, detail, call);
  }

  /** What every connection begins with; the handler that carries calls comes when it is ready for them. */
  private final class Pipeline extends ChannelInitializer<Channel> {

    @Override
    protected void initChannel(Channel channel) {
      if (pool.secure()) {
        channel
            .pipeline()
            .addLast(client.tls().handler(channel.alloc(), pool.origin(), pool.http2()));
      }
    }
  }

  /** What fails during the handshake is told by its future. */
  private static final class Quiet extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {}
  }
}
