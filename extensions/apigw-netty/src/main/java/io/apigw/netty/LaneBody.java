package io.apigw.netty;

import io.apigw.api.shared.MeteredStream;
import io.apigw.netty.lane.BufferFlow;
import io.apigw.netty.lane.BufferSink;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes a body whose source is on the same loop: its buffers go on as they are, and the source stops with the client. */
final class LaneBody implements BufferSink, BodyTap {

  private final StreamedAnswer answer;
  private final MeteredStream.Source meters;

  private @Nullable BufferFlow flow;
  private boolean paused;
  private boolean ended;

  LaneBody(StreamedAnswer answer, MeteredStream.Source meters) {
    this.answer = answer;
    this.meters = meters;
  }

  @Override
  public void begin(BufferFlow source) {
    flow = source;
    pauseIfFull();
  }

  @Override
  public void next(ByteBuf buffer) {
    if (ended) {
      buffer.release();
      return;
    }
    int size = buffer.readableBytes();
    if (size == 0) {
      buffer.release();
      return;
    }
    if (!answer.fits(size) || !passes(size)) {
      buffer.release();
      giveUpSource();
      answer.cut();
      return;
    }
    answer.write(buffer);
    pauseIfFull();
  }

  @Override
  public void burstEnded() {
    if (!ended) {
      answer.flush();
    }
  }

  @Override
  public void complete() {
    if (!ended) {
      boolean whole = answer.fits(0);
      end(whole);
      answer.complete();
    }
  }

  @Override
  public void fail(Throwable reason) {
    if (!ended) {
      end(false);
      answer.cut();
    }
  }

  @Override
  public void writable() {
    BufferFlow source = flow;
    if (paused && !ended && source != null) {
      paused = false;
      source.resume();
    }
  }

  @Override
  public void cancel() {
    answer.giveUp();
    giveUpSource();
  }

  private boolean passes(int size) {
    try {
      meters.pass(size);
      return true;
    } catch (IOException objection) {
      return false;
    }
  }

  private void pauseIfFull() {
    BufferFlow source = flow;
    if (!paused && source != null && !answer.writable()) {
      paused = true;
      source.pause();
      answer.flushSoon(); // a source that stops within a burst may not say that it has ended
    }
  }

  private void giveUpSource() {
    BufferFlow source = flow;
    if (!ended) {
      end(false);
      if (source != null) {
        source.cancel();
      }
    }
  }

  private void end(boolean whole) {
    ended = true;
    meters.end(whole);
  }
}
