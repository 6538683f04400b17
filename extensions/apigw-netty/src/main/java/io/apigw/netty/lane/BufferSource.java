package io.apigw.netty.lane;

import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A stream that gives copies to any subscriber, and its own buffers, uncopied, to a sink on its own loop. It is taken
 * once: subscribed to, or by {@link #take}.
 */
public interface BufferSource extends Flow.Publisher<ByteBuffer> {

  /** Returns the loop that gives the buffers. */
  EventLoop loop();

  /**
   * Takes the stream; on the loop only. {@link BufferSink#begin} is called before this returns, and what is at hand
   * may be given before it returns, too.
   */
  void take(BufferSink sink);
}
