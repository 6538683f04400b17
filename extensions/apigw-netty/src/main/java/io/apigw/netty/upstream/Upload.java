package io.apigw.netty.upstream;

import io.apigw.api.Body;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.shared.MeteredStream;
import io.apigw.netty.lane.BufferFlow;
import io.apigw.netty.lane.BufferSink;
import io.apigw.netty.lane.BufferSource;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The body of a request on its way out, as fast as the back end takes it. */
final class Upload implements BufferSink {

  /** Stands for the source of a body that has not begun. */
  static final BufferFlow NONE = new BufferFlow() {
    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void cancel() {}
  };

  private final Call call;
  private final Carrier carrier;
  private final long limit;

  private BufferFlow source = NONE;
  private MeteredStream.@Nullable Source metered;
  private long length;
  private long taken;
  private long seen;
  private boolean paused;
  private boolean complete;
  private boolean over;

  Upload(Call call, Carrier carrier, long limit) {
    this.call = call;
    this.carrier = carrier;
    this.limit = limit;
  }

  void begin(Body body) {
    length = body.length().orElse(-1);
    carrier.sendHead(call);
    EventLoop loop = carrier.channel().eventLoop();
    if (!body.streamed()) {
      new MemoryFeed(body.buffer(), this).begin();
      return;
    }
    try {
      take(MeteredStream.source(body), loop);
    } catch (RuntimeException takenBefore) {
      fail(takenBefore);
    }
    if (!over) {
      carrier.flush();
    }
  }

  private void take(MeteredStream.Source from, EventLoop loop) {
    if (from.publisher() instanceof BufferSource buffers && buffers.loop() == loop) {
      metered = from;
      buffers.take(this);
    } else {
      new FlowFeed(loop, this).subscribeTo(from);
    }
  }

  /** Whether bytes have gone out since this was asked last. */
  boolean moved() {
    long gone = taken - pending(carrier.channel());
    boolean moved = gone > seen;
    seen = gone;
    return moved;
  }

  /** Says who has not gone on; null stands for a request that was written as a whole. */
  static Failure standstill(Origin origin, @Nullable Upload sending) {
    if (sending != null && !sending.paused && !sending.complete) {
      return new Failure(Kind.REQUEST_BODY, "the client has stopped sending");
    }
    return new Failure(Kind.TIMEOUT, origin + ": the back end has stopped taking the request");
  }

  void writable() {
    if (!over && carrier.channel().isWritable()) {
      carrier.due(limit);
      if (paused) {
        paused = false;
        source.resume();
      }
    }
  }

  /** Gives up what has not been written. */
  void abandon() {
    if (!over) {
      over = true;
      source.cancel();
      metersEnd(false);
    }
  }

  @Override
  public void begin(BufferFlow flow) {
    source = flow;
    if (over) {
      flow.cancel();
    }
  }

  @Override
  public void next(ByteBuf buffer) {
    int size = buffer.readableBytes();
    if (over || size == 0) {
      buffer.release();
      return;
    }
    try {
      MeteredStream.Source meters = metered;
      if (meters != null) {
        meters.pass(size);
      }
      if (length >= 0 && taken + size > length) {
        throw new IOException("request body: expected " + length + " bytes but there are more");
      }
    } catch (IOException objection) {
      buffer.release();
      stop(objection);
      return;
    }
    taken += size;
    carrier.write(buffer);
    if (!carrier.channel().isWritable()) {
      carrier.flush();
      if (!over && !paused && !carrier.channel().isWritable()) {
        paused = true;
        source.pause();
      }
    }
  }

  @Override
  public void burstEnded() {
    if (!over) {
      carrier.flush();
      carrier.due(limit);
    }
  }

  @Override
  public void complete() {
    if (over) {
      return;
    }
    if (length >= 0 && taken != length) {
      stop(new IOException("request body: expected " + length + " bytes but was " + taken));
      return;
    }
    over = true;
    complete = true;
    metersEnd(true);
    carrier.due(limit);
    carrier.end();
  }

  @Override
  public void fail(Throwable reason) {
    if (!over) {
      over = true;
      metersEnd(false);
      call.bodyFailed(reason);
    }
  }

  /** What is written and not yet gone, of any kind of channel. */
  private static long pending(Channel channel) {
    return channel.isWritable()
        ? channel.config().getWriteBufferHighWaterMark() - channel.bytesBeforeUnwritable()
        : channel.config().getWriteBufferLowWaterMark() + channel.bytesBeforeWritable();
  }

  private void stop(IOException reason) {
    abandon();
    call.bodyFailed(reason);
  }

  private void metersEnd(boolean whole) {
    MeteredStream.Source meters = metered;
    if (meters != null) {
      meters.end(whole);
    }
  }
}
