package io.apigw.netty.lane;

import io.apigw.api.RequestExecutor;
import io.netty.channel.EventLoop;

/** The executor of a request whose thread is an event loop: a transport may use connections of the same loop. */
public interface LoopExecutor extends RequestExecutor {

  /** Returns the loop on which all of the request happens. */
  EventLoop loop();
}
