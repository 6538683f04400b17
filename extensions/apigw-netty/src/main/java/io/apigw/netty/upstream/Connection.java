package io.apigw.netty.upstream;

import io.apigw.api.Body;
import io.apigw.netty.lane.Deadline;
import io.apigw.netty.lane.HeadBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** A connection of HTTP/1.1: carries one call after another, and is watched while it carries none. */
final class Connection extends ChannelInboundHandlerAdapter
    implements Carrier, Open, ChannelFutureListener {

  private static final int MOST_INTERIM_REPLIES = 16;

  private final OriginPool pool;
  private final Channel channel;
  private final ReplyDecoder decoder;
  private final Deadline deadline;
  private final long expires;

  private @Nullable Call call;
  private @Nullable ReplyHead head;
  private boolean chunked;
  private boolean sent;
  private boolean served;
  private boolean closeNotified;
  private boolean interim;
  private int interimReplies;
  private boolean gone;

  Connection(OriginPool pool, Channel channel, ReplyDecoder decoder) {
    this.pool = pool;
    this.channel = channel;
    this.decoder = decoder;
    this.deadline = new Deadline(pool.client().timers(), this::passed);
    this.expires = pool.expiry();
  }

  /** Whether it may carry a call: open, in order, and not too old. */
  boolean usable() {
    return !gone && channel.isActive() && !decoder.surplus() && !pool.expired(expires);
  }

  /** Waits for a call, for as long as the back end is thought to wait. */
  void rest() {
    ReplyHead last = head;
    long idle = pool.client().limits().idle().toNanos();
    if (last != null && last.keptSeconds() < Long.MAX_VALUE) {
      idle = Math.min(idle, last.keptSeconds() * 1_000_000_000L - 500_000_000L);
    }
    deadline.setNanos(pool.untilExpiry(expires, idle));
  }

  void carry(Call next) {
    deadline.clear();
    call = next;
    head = null;
    sent = false;
    interimReplies = 0;
    decoder.expect(next.request().method().equals("HEAD"));
    next.carriedBy(this);
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public void sendWhole(Call whole) {
    HeadBytes head = RequestLines.head(whole.request(), pool.authority());
    Body body = whole.request().body();
    ByteBuf out = head.end(channel.alloc(), (int) body.lengthOr(0));
    if (!body.isEmpty()) {
      out.writeBytes(body.buffer());
    }
    var unused = channel.writeAndFlush(out).addListener(this);
  }

  @Override
  public void sendHead(Call begun) {
    chunked = begun.request().body().length().isEmpty();
    ByteBuf out = RequestLines.head(begun.request(), pool.authority()).end(channel.alloc(), 0);
    var unused = channel.write(out, channel.unsafe().voidPromise());
  }

  @Override
  public void write(ByteBuf piece) {
    if (!chunked) {
      var unused = channel.write(piece, channel.unsafe().voidPromise());
      return;
    }
    ByteBuf size = channel.alloc().directBuffer(16);
    ByteBufUtil.writeAscii(size, Integer.toHexString(piece.readableBytes()));
    ByteBufUtil.writeShortBE(size, ('\r' << 8) | '\n');
    var unusedSize = channel.write(size, channel.unsafe().voidPromise());
    var unusedPiece = channel.write(piece, channel.unsafe().voidPromise());
    var unusedEnd = channel.write(Wire.lineEnd(), channel.unsafe().voidPromise());
  }

  @Override
  public void end() {
    ByteBuf last = chunked ? Wire.lastChunk() : Unpooled.EMPTY_BUFFER;
    var unused = channel.writeAndFlush(last).addListener(this);
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public void due(long nanos) {
    deadline.setNanos(nanos);
  }

  /** Hears that the request's last byte is out, or that it cannot be sent. */
  @Override
  public void operationComplete(ChannelFuture written) {
    Call current = call;
    if (current == null) {
      return;
    }
    if (written.isSuccess()) {
      sent = true;
      current.sent();
    } else {
      current.unsendable(); // a reply may have come before; reading shows it, or why
    }
  }

  @Override
  public void finished() {
    ReplyHead last = head;
    call = null;
    served = true;
    deadline.clear();
    boolean reusable =
        last != null && last.keepAlive() && sent && decoder.complete() && !decoder.surplus();
    if (!reusable) {
      leave();
      return;
    }
    if (!channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
    pool.release(this);
  }

  @Override
  public void abort() {
    call = null;
    leave();
  }

  @Override
  public void shut(String reason) {
    Call current = call;
    call = null;
    leave();
    if (current != null) {
      current.cut(reason);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Call current = call;
    if (current == null || !(message instanceof HttpObject part)) {
      ReferenceCountUtil.release(message);
    } else if (part.decoderResult().isFailure()) {
      ReferenceCountUtil.release(message);
      breakOff("malformed reply: " + Failures.line(part.decoderResult().cause()), false);
    } else {
      if (message instanceof HttpResponse response) {
        begin(current, response);
      }
      if (message instanceof HttpContent content) {
        go(current, content);
      }
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    Call current = call;
    if (current != null) {
      current.readComplete();
    } else if (decoder.surplus()) {
      leave(); // who speaks unasked is out of step
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    Call current = call;
    if (current != null) {
      current.writable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    closeNotified |= event == SslCloseCompletionEvent.SUCCESS;
    Call current = call;
    if (event == ChannelOutputShutdownEvent.INSTANCE && current != null) {
      current.unsendable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    breakOff("the back end has closed the connection", true);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    breakOff(Failures.line(cause), true);
  }

  private void begin(Call current, HttpResponse response) {
    if (ReplyHead.interim(response)) {
      interim = true;
      if (++interimReplies > MOST_INTERIM_REPLIES) {
        breakOff("more than " + MOST_INTERIM_REPLIES + " interim replies", false);
      }
      return;
    }
    if (response.status().code() == 101) {
      breakOff("the back end has switched protocols unasked", false);
      return;
    }
    try {
      ReplyHead received = ReplyHead.of(response);
      head = received;
      current.begun(received.status(), received.headers(), received.length());
    } catch (IllegalArgumentException malformed) {
      breakOff("malformed reply: " + Failures.line(malformed), false);
    }
  }

  private void go(Call current, HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    if (interim) {
      interim = !last;
      content.release();
      return;
    }
    if (call != current) {
      content.release(); // its head was refused
      return;
    }
    current.give(content.content());
    if (last && call == current) {
      if (cutShort()) {
        breakOff("the reply was cut short: TLS ended without a notice", false);
      } else {
        current.ended();
      }
    }
  }

  /** Over TLS only a notice tells the end of a body from an attacker's cut. */
  private boolean cutShort() {
    ReplyHead received = head;
    return received != null
        && received.untilClose()
        && !channel.isActive()
        && pool.secure()
        && !closeNotified;
  }

  private void passed() {
    Call current = call;
    if (current != null) {
      current.late();
    } else {
      leave();
    }
  }

  private void breakOff(String reason, boolean lost) {
    Call current = call;
    call = null;
    if (current == null) {
      leave();
      return;
    }
    boolean again = lost && served && !decoder.begun() && current.mayGoAgain();
    if (again && !gone) {
      gone = true;
      deadline.clear();
      var unused = channel.close();
      pool.replace(this, current);
    } else {
      leave();
      current.broken(reason);
    }
  }

  private void leave() {
    if (!gone) {
      gone = true;
      deadline.clear();
      var unused = channel.close();
      pool.lost(this);
    }
  }
}
