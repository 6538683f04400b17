package io.apigw.netty;

import io.apigw.netty.lane.BufferFlow;
import io.apigw.netty.lane.BufferSink;
import io.apigw.netty.lane.BufferSource;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A request's body while it arrives: for a subscriber as copies, for a sink on the same loop as the buffers that were
 * read. What is not yet asked for waits here, up to a bound; above it, and while the sink pauses, the connection is not
 * read. Signals come on the event loop; {@code request} and {@code cancel} may come from any thread.
 */
final class RequestBody implements BufferSource, BufferFlow, Flow.Subscription {

  /** Bytes that wait for a slow consumer, and bytes that are read for nothing, before the connection is not read. */
  static final int BOUND = 64 * 1024;

  private static final System.Logger LOG = System.getLogger(RequestBody.class.getName());

  private final EventLoop loop;
  private final Runnable demanded;
  private final Runnable fullness;
  private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>();

  private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
  private @Nullable BufferSink sink;
  private @Nullable Throwable failure;
  private long demand;
  private long received;
  private long dropped;
  private int waitingBytes;
  private boolean asked;
  private boolean paused;
  private boolean emitting;
  private boolean complete;
  private boolean finished;

  /**
   * Begins a body.
   *
   * @param loop the connection's thread
   * @param demanded run once, when bytes are first asked for
   * @param fullness run when bytes came or went
   */
  RequestBody(EventLoop loop, Runnable demanded, Runnable fullness) {
    this.loop = loop;
    this.demanded = demanded;
    this.fullness = fullness;
  }

  long received() {
    return received;
  }

  /** The bytes that nobody wanted. */
  long dropped() {
    return dropped;
  }

  /** Whether as much waits as may wait, or the taker wants no more for now. */
  boolean full() {
    return waitingBytes >= BOUND || (paused && !finished);
  }

  /** Takes a piece; its reference stays the caller's. */
  void offer(ByteBuf piece) {
    int length = piece.readableBytes();
    if (length == 0) {
      return;
    }
    received += length;
    if (finished) {
      dropped += length;
    } else {
      waiting.add(piece.retain());
      waitingBytes += length;
      emit();
    }
    fullness.run();
  }

  /** Says that what was read in one go has been offered. */
  void burstEnded() {
    BufferSink taker = sink;
    if (taker != null && !finished) {
      tell(taker::burstEnded);
    }
  }

  /** Says that all pieces have been offered. */
  void complete() {
    complete = true;
    emit();
  }

  /** Ends the body early: the subscriber learns of it, and what waits is freed. */
  void fail(String reason) {
    if (!finished) {
      failure = new IOException(reason);
      finish();
    }
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> taker) {
    onLoop(() -> begin(taker));
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public void take(BufferSink taker) {
    if (taken()) {
      throw new IllegalStateException("body: expected one taker; a stream is read once");
    }
    sink = taker;
    taker.begin(this);
    Throwable cause = failure;
    if (finished && cause != null) {
      taker.fail(cause);
      return;
    }
    firstAsked();
    emit();
    burstEnded();
    fullness.run();
  }

  @Override
  public void pause() {
    paused = true;
    fullness.run();
  }

  @Override
  public void resume() {
    paused = false;
    fullness.run();
  }

  @Override
  public void request(long n) {
    onLoop(() -> more(n));
  }

  @Override
  public void cancel() {
    onLoop(this::stop);
  }

  private void begin(Flow.Subscriber<? super ByteBuffer> taker) {
    if (taken()) {
      taker.onSubscribe(new Nothing());
      taker.onError(
          new IllegalStateException("body: expected one subscriber; a stream is read once"));
      return;
    }
    subscriber = taker;
    taker.onSubscribe(this);
    Throwable cause = failure;
    if (finished && cause != null) {
      taker.onError(cause);
    } else {
      emit();
    }
  }

  private void more(long n) {
    if (finished) {
      return;
    }
    if (n <= 0) {
      failure = new IllegalArgumentException("n: expected 1 or more but was " + n);
      finish();
      return;
    }
    demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
    firstAsked();
    emit();
    fullness.run();
  }

  private boolean taken() {
    return subscriber != null || sink != null;
  }

  private void firstAsked() {
    if (!asked) {
      asked = true;
      demanded.run();
    }
  }

  private void stop() {
    if (!finished) {
      finished = true;
      free();
      fullness.run();
    }
  }

  private void emit() {
    if (!emitting && !finished && taken()) {
      emitting = true;
      try {
        tell(this::emitAll);
      } finally {
        emitting = false;
      }
    }
  }

  private void emitAll() {
    Flow.Subscriber<? super ByteBuffer> copies = subscriber;
    BufferSink taker = sink;
    while (!waiting.isEmpty() && !finished && (taker != null || demand > 0)) {
      if (taker != null) {
        ByteBuf piece = waiting.remove();
        waitingBytes -= piece.readableBytes();
        taker.next(piece);
      } else if (copies != null) {
        demand--;
        copies.onNext(next());
      }
    }
    if (!finished && complete && waiting.isEmpty()) {
      finished = true;
      if (taker != null) {
        taker.complete();
      } else if (copies != null) {
        copies.onComplete();
      }
    }
  }

  /** Calls the taker, which may be anybody's code. */
  private void tell(Runnable signal) {
    try {
      signal.run();
    } catch (RuntimeException broken) {
      LOG.log(System.Logger.Level.ERROR, "a subscriber of a request body failed", broken);
      finished = true;
      free();
    }
  }

  private ByteBuffer next() {
    ByteBuf piece = waiting.remove();
    try {
      waitingBytes -= piece.readableBytes();
      ByteBuffer copy = ByteBuffer.allocate(piece.readableBytes());
      piece.readBytes(copy);
      return copy.flip();
    } finally {
      piece.release();
    }
  }

  private void finish() {
    finished = true;
    free();
    Throwable cause = failure;
    Flow.Subscriber<? super ByteBuffer> copies = subscriber;
    BufferSink taker = sink;
    if (copies != null && cause != null) {
      tell(() -> copies.onError(cause));
    } else if (taker != null && cause != null) {
      tell(() -> taker.fail(cause));
    }
    fullness.run();
  }

  private void free() {
    dropped += waitingBytes;
    waitingBytes = 0;
    waiting.forEach(ByteBuf::release);
    waiting.clear();
  }

  private void onLoop(Runnable task) {
    Loops.run(loop, task);
  }

  /** The subscription of one who came too late. */
  private static final class Nothing implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
