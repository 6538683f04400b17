package io.apigw.netty.lane;

/** How a sink steers its source. On the loop only; the source flows until it is paused. */
public interface BufferFlow {

  /** Stops reading; what has been read already may still be given. */
  void pause();

  /** Reads on. */
  void resume();

  /** Gives the rest up: nothing more is given, and the source frees what it holds. */
  void cancel();
}
