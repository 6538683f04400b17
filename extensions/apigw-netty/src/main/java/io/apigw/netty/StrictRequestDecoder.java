package io.apigw.netty;

import io.apigw.netty.lane.FieldList;
import io.apigw.netty.lane.KnownNames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Netty's decoder without what it repairs unseen (folded lines, blanks in the request line, empty lines before it, a version in lower case),
 * and with the next request left undecoded while one is in process: what a client sends ahead waits as bytes.
 */
final class StrictRequestDecoder extends HttpRequestDecoder implements RawInput {

  /** The line and the header lines each; the host counts names and values itself, below this. */
  private static final int LINE = 32 * 1024;

  private static final int HEADER_LINES = 64 * 1024;
  private static final int PIECE = 64 * 1024;
  private static final int HELD_BOUND = 64 * 1024;

  private BooleanSupplier ready = () -> true;
  private Runnable fullness = () -> {};
  private ChannelHandlerContext context;

  private boolean inBody;
  private boolean heldBack;
  private boolean full;
  private boolean lineBegun;
  private boolean headBegun;
  private boolean refused;
  private int emptyLineBytes;
  private int wordEnd;

  /** Names and values are checked by {@link RequestHead}, once. */
  @SuppressWarnings("NullAway.Init") // the context comes when the decoder is added
  StrictRequestDecoder() {
    super(new HttpDecoderConfig()
        .setHeadersFactory(FieldList.HEADS)
        .setTrailersFactory(FieldList.TRAILERS)
        .setMaxInitialLineLength(LINE)
        .setMaxHeaderSize(HEADER_LINES)
        .setMaxChunkSize(PIECE)
        .setAllowDuplicateContentLengths(false)
        .setStrictLineParsing(true)
        .setUseRfc9112TransferEncoding(true));
  }

  /**
   * Connects the decoder with the handler behind it.
   *
   * @param next whether the next request may be decoded
   * @param changed run when {@link #full()} has changed
   */
  void connect(BooleanSupplier next, Runnable changed) {
    ready = next;
    fullness = changed;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  /** Keeps what is held back when the client sends no more: it may still be answered. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (heldBack && event == ChannelInputShutdownEvent.INSTANCE) {
      ctx.fireUserEventTriggered(event);
    } else {
      super.userEventTriggered(ctx, event);
    }
  }

  @Override
  public void resume() {
    if (heldBack) {
      heldBack = false;
      try {
        channelRead(context, Unpooled.EMPTY_BUFFER);
      } catch (Exception broken) {
        context.fireExceptionCaught(broken);
      }
    }
  }

  @Override
  public boolean headBegun() {
    return headBegun;
  }

  @Override
  public boolean anythingHeld() {
    return heldBack || actualReadableBytes() > 0;
  }

  @Override
  public boolean full() {
    return full;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (refused) {
      in.skipBytes(in.readableBytes());
    } else if (inBody) {
      super.decode(ctx, in, out);
      inBody = !ended(out);
    } else if (ready.getAsBoolean()) {
      hold(false, false);
      decodeHead(ctx, in, out);
    } else {
      hold(true, in.readableBytes() >= HELD_BOUND);
    }
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    AsciiString known = KnownNames.find(line, start, length);
    return known == null ? super.splitHeaderName(line, start, length) : known;
  }

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    return word(super.splitFirstWordInitialLine(line, start, length), start, 0);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    requireSpace(line, start);
    return word(super.splitSecondWordInitialLine(line, start, length), start, wordEnd + 1);
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    requireSpace(line, start);
    String version = word(super.splitThirdWordInitialLine(line, start, length), start, wordEnd + 1);
    if (!version.startsWith("HTTP/")) {
      throw new IllegalArgumentException("expected a version of HTTP");
    }
    return version;
  }

  private void decodeHead(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Exception {
    int before = in.readerIndex();
    int had = out.size();
    super.decode(ctx, in, out);
    headBegun = true;
    boolean repaired = repaired(in, before, in.readerIndex());
    if (out.size() > had) {
      HttpMessage message = (HttpMessage) out.get(had);
      if (repaired && message.decoderResult().isSuccess()) {
        refuse(message);
      }
      inBody = !refused && !ended(out);
      headBegun = false;
      lineBegun = false;
      emptyLineBytes = 0;
    } else if (repaired) {
      HttpMessage message = createInvalidMessage();
      refuse(message);
      out.add(message);
    }
  }

  private void refuse(HttpMessage message) {
    refused = true;
    message.setDecoderResult(
        DecoderResult.failure(new IllegalArgumentException("a folded or an empty line")));
  }

  /**
   * Whether there is something in a part of a head that Netty accepts and we do not: a line that begins with a blank,
   * or more than one empty line before the first. A part that was taken begins where a line does.
   */
  private boolean repaired(ByteBuf in, int from, int to) {
    int start = from;
    while (!lineBegun && start < to) {
      byte first = in.getByte(start);
      lineBegun = first != HttpConstants.CR && first != HttpConstants.LF;
      if (!lineBegun) {
        start++;
        emptyLineBytes++;
      }
    }
    if (emptyLineBytes > 2) {
      return true;
    }
    if (start < to && blank(in.getByte(start))) {
      return true;
    }
    while (start < to) {
      int length = in.bytesBefore(start, to - start, HttpConstants.LF);
      if (length < 0) {
        return false;
      }
      start += length + 1;
      if (start < to && blank(in.getByte(start))) {
        return true;
      }
    }
    return false;
  }

  private void hold(boolean back, boolean tooMuch) {
    heldBack = back;
    if (full != tooMuch) {
      full = tooMuch;
      fullness.run();
    }
  }

  private String word(String word, int start, int expected) {
    if (start != expected) {
      throw new IllegalArgumentException("expected single spaces in the request line");
    }
    wordEnd = start + word.length();
    return word;
  }

  private static void requireSpace(byte[] line, int start) {
    if (start < 1 || line[start - 1] != ' ') {
      throw new IllegalArgumentException("expected single spaces in the request line");
    }
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static boolean ended(List<Object> out) {
    return !out.isEmpty() && out.get(out.size() - 1) instanceof LastHttpContent;
  }
}
