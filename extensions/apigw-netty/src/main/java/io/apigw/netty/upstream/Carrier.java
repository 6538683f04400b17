package io.apigw.netty.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** Carries one call after another to a back end and back. On its loop only. */
interface Carrier {

  /** A body in memory up to this size travels in one piece with its head. */
  int SMALL = 16 * 1024;

  /** Returns where the call's bytes go and come from: what can be paused and be full. */
  Channel channel();

  /** Sends a request that is whole: without a body, or with a small one in memory. */
  void sendWhole(Call call);

  /** Writes the head of a request whose body follows; not flushed. */
  void sendHead(Call call);

  /** Writes a piece of a body; not flushed. */
  void write(ByteBuf piece);

  /** Writes the end of a body, and flushes. */
  void end();

  /** Flushes what was written. */
  void flush();

  /** Sets when the call has to be asked whether it is late. */
  void due(long nanos);

  /** Gives the carrier back: the call is over, its reply was received as a whole. */
  void finished();

  /** Ends the carrier: the call is over, its reply was not. */
  void abort();
}
