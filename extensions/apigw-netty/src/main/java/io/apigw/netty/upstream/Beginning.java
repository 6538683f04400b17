package io.apigw.netty.upstream;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.integrate.TransportResult.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import org.jspecify.annotations.Nullable;

/** The head of a reply, and what has come of its body while it may turn out to be small. */
final class Beginning {

  private static final int MOST_PIECES = 64;

  private final int status;
  private final Headers headers;
  private final long length;
  private @Nullable ByteBuf held;

  /**
   * Begins a reply.
   *
   * @param length that of its body, -1 when it is unknown
   */
  Beginning(int status, Headers headers, long length) {
    this.status = status;
    this.headers = headers;
    this.length = length;
  }

  long length() {
    return length;
  }

  /** Takes a piece; returns whether it is still small. */
  boolean add(ByteBuf piece) {
    ByteBuf before = held;
    ByteBuf all = piece;
    if (before instanceof CompositeByteBuf several) {
      all = several.addComponent(true, piece);
    } else if (before != null) {
      all = before.alloc().compositeBuffer(MOST_PIECES).addComponents(true, before, piece);
    }
    held = all;
    return all.readableBytes() <= Carrier.SMALL;
  }

  /** The whole reply, in memory. */
  Reply whole() {
    ByteBuf all = held;
    if (all == null) {
      return new Reply(status, headers, Body.empty());
    }
    Body body = Body.bytes(all.nioBuffer());
    drop();
    return new Reply(status, headers, body);
  }

  /** The reply with a body that goes on; what was held is offered to it. */
  Reply streamed(ReplyBody body) {
    ByteBuf all = held;
    held = null;
    if (all != null) {
      body.offer(all);
    }
    return new Reply(status, headers, length < 0 ? Body.stream(body) : Body.stream(body, length));
  }

  void drop() {
    ByteBuf all = held;
    held = null;
    if (all != null) {
      all.release();
    }
  }
}
