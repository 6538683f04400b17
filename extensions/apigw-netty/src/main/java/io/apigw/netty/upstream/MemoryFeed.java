package io.apigw.netty.upstream;

import io.apigw.netty.lane.BufferFlow;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/** Gives bytes that are in memory piece by piece, so that it shows when they are not taken. */
final class MemoryFeed implements BufferFlow {

  private static final int PIECE = 64 * 1024;

  private final ByteBuffer bytes;
  private final Upload sink;
  private boolean flowing;
  private boolean giving;

  MemoryFeed(ByteBuffer bytes, Upload sink) {
    this.bytes = bytes;
    this.sink = sink;
  }

  void begin() {
    sink.begin(this);
    resume();
  }

  @Override
  public void pause() {
    flowing = false;
  }

  @Override
  public void resume() {
    flowing = true;
    if (giving) {
      return;
    }
    giving = true;
    while (flowing && bytes.hasRemaining()) {
      ByteBuffer piece = bytes.slice();
      piece.limit(Math.min(PIECE, piece.remaining()));
      bytes.position(bytes.position() + piece.remaining());
      sink.next(Unpooled.wrappedBuffer(piece));
    }
    giving = false;
    if (flowing) {
      flowing = false;
      sink.complete();
    } else {
      sink.burstEnded();
    }
  }

  @Override
  public void cancel() {
    flowing = false;
    bytes.position(bytes.limit());
  }
}
