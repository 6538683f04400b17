package io.apigw.netty;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;

/** Whether a connection is read: always, unless too much waits. A pipeline that reads on its own demand stays so. */
final class Reading {

  private final ChannelHandlerContext context;
  private boolean stopped;
  private boolean onDemand;

  Reading(ChannelHandlerContext context) {
    this.context = context;
  }

  /** Whether the connection is not read, so that a client cannot be blamed for sending nothing. */
  boolean stopped() {
    return stopped;
  }

  void stopWhen(boolean full) {
    if (full == stopped) {
      return;
    }
    stopped = full;
    ChannelConfig config = context.channel().config();
    if (full) {
      onDemand = !config.isAutoRead();
    }
    if (!onDemand) {
      config.setAutoRead(!full);
    } else if (!full) {
      context.read();
    }
  }

  /** Reads once more where nobody else does: a client that goes is seen by reading only. */
  void ask() {
    if (!stopped && !context.channel().config().isAutoRead()) {
      context.read();
    }
  }
}
