package io.apigw.netty.lane;

import io.netty.buffer.ByteBuf;

/** Takes a stream's buffers, one after another, on the loop of its source. After the end nothing more is called. */
public interface BufferSink {

  /** Hears first how the source is steered. */
  void begin(BufferFlow flow);

  /** Takes a buffer, which is the sink's to release from now on; also when the sink throws. */
  void next(ByteBuf buffer);

  /** Hears that what the source has read in one go has been given: the time to flush. */
  void burstEnded();

  /** Hears that all buffers have been given. */
  void complete();

  /** Hears that no more will come, though some are missing. */
  void fail(Throwable reason);
}
