package io.apigw.netty;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;

/** An answer whose body comes piece by piece, whoever gives the pieces. Its head waits in the wire. Event loop only. */
final class StreamedAnswer {

  private final Wire wire;
  private final Exchange exchange;
  private final long length;
  private final boolean keepAlive;

  private long sent;
  private boolean done;

  /**
   * Begins an answer.
   *
   * @param length the number of bytes that the head announces, -1 when it does not
   * @param keepAlive whether the connection is used again after it
   */
  StreamedAnswer(Wire wire, Exchange exchange, long length, boolean keepAlive) {
    this.wire = wire;
    this.exchange = exchange;
    this.length = length;
    this.keepAlive = keepAlive;
  }

  /** Whether nothing more is to come: it is whole, was cut, or was given up. */
  boolean done() {
    return done;
  }

  /** Whether the client takes more for now. */
  boolean writable() {
    return wire.writable();
  }

  /** Whether so many more bytes were announced. */
  boolean fits(int size) {
    return length < 0 || sent + size <= length;
  }

  /** Writes a piece that fits, and releases it, without a flush. */
  void write(ByteBuf piece) {
    int size = piece.readableBytes();
    sent += size;
    wire.write(new DefaultHttpContent(piece), size);
  }

  /** Lets all that was written leave at once. */
  void flush() {
    wire.flush();
  }

  /** Lets what was written leave when what is ready now has been written. */
  void flushSoon() {
    wire.flushSoon();
  }

  /** Lets what was written leave even while requests are being read. */
  void flushNow() {
    wire.flushNow();
  }

  /** Ends the body, if it is whole; returns whether it is. */
  boolean complete() {
    if (done) {
      return false;
    }
    if (length >= 0 && sent != length) {
      cut();
      return false;
    }
    done = true;
    wire.write(LastHttpContent.EMPTY_LAST_CONTENT, 0);
    wire.flush();
    exchange.answered(keepAlive);
    return true;
  }

  /** Ends the answer before its time: another takes its place while its head waits, else the client must see it. */
  void cut() {
    if (!done) {
      done = true;
      exchange.brokeOff();
    }
  }

  /** The client has gone. */
  void giveUp() {
    done = true;
  }
}
