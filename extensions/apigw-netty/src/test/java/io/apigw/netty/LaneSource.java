package io.apigw.netty;

import io.apigw.netty.lane.BufferFlow;
import io.apigw.netty.lane.BufferSink;
import io.apigw.netty.lane.BufferSource;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/** A source of buffers that the test steers. */
final class LaneSource implements BufferSource, BufferFlow {

  final List<String> heard = new ArrayList<>();
  final List<String> given = new ArrayList<>();
  private final EventLoop loop;
  BufferSink sink;

  @SuppressWarnings("NullAway.Init") // the sink comes when the stream is taken
  LaneSource(EventLoop loop) {
    this.loop = loop;
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public void take(BufferSink taker) {
    sink = taker;
    taker.begin(this);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    heard.add("subscribe");
    subscriber.onSubscribe(new Flow.Subscription() {
      @Override
      public void request(long n) {}

      @Override
      public void cancel() {}
    });
    subscriber.onComplete();
  }

  @Override
  public void pause() {
    heard.add("pause");
  }

  @Override
  public void resume() {
    heard.add("resume");
  }

  @Override
  public void cancel() {
    heard.add("cancel");
  }

  LaneSource give(String text) {
    sink.next(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    return this;
  }

  /** Takes what a request's body gives, in the order of the signals. */
  static class Sink implements BufferSink {

    final List<String> heard = new ArrayList<>();
    BufferFlow flow;

    @SuppressWarnings("NullAway.Init") // the flow comes when the stream begins
    Sink() {}

    @Override
    public void begin(BufferFlow source) {
      flow = source;
    }

    @Override
    public void next(io.netty.buffer.ByteBuf buffer) {
      heard.add(buffer.toString(StandardCharsets.US_ASCII));
      buffer.release();
    }

    @Override
    public void burstEnded() {
      heard.add("|");
    }

    @Override
    public void complete() {
      heard.add("complete");
    }

    @Override
    public void fail(Throwable reason) {
      heard.add(reason.getMessage());
    }
  }
}
