package io.apigw.netty.upstream;

import io.apigw.netty.lane.FieldList;
import io.apigw.netty.lane.KnownNames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Netty's decoder without what it repairs unseen (folded lines, blanks in names, bytes before the status line, a
 * status that is no three digits), for replies to one request at a time: bytes that come when none is awaited are dropped and remembered.
 */
final class ReplyDecoder extends HttpResponseDecoder {

  private static final String VERSION = "HTTP/1.1";
  private static final int STATUS_LINE = 8 * 1024;
  private static final int HEADER_LINES = 64 * 1024;
  private static final int PIECE = 256 * 1024;

  private boolean awaiting;
  private boolean headRequest;
  private boolean begun;
  private boolean surplus;

  private boolean inHead;
  private boolean atStart;
  private int looked;

  ReplyDecoder() {
    super(new HttpDecoderConfig()
        .setHeadersFactory(FieldList.HEADS)
        .setTrailersFactory(FieldList.TRAILERS)
        .setMaxInitialLineLength(STATUS_LINE)
        .setMaxHeaderSize(HEADER_LINES)
        .setMaxChunkSize(PIECE)
        .setAllowDuplicateContentLengths(false)
        .setStrictLineParsing(true)
        .setUseRfc9112TransferEncoding(true));
  }

  /** Awaits a reply. */
  void expect(boolean toHead) {
    awaiting = true;
    headRequest = toHead;
    begun = false;
    expectHead();
  }

  /** Whether any byte of the reply has come. */
  boolean begun() {
    return begun;
  }

  /** Whether the reply, from its status line to its last byte, has been decoded. */
  boolean complete() {
    return !awaiting;
  }

  /** Whether more has come than was awaited. */
  boolean surplus() {
    return surplus;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (!awaiting) {
      surplus |= in.isReadable();
      in.skipBytes(in.readableBytes());
      return;
    }
    begun |= in.isReadable();
    if (inHead) {
      look(in);
    }
    int from = in.readerIndex();
    super.decode(ctx, in, out);
    looked = Math.max(0, looked - (in.readerIndex() - from));
    follow(in, out);
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return headRequest || super.isContentAlwaysEmpty(message);
  }

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    return same(line, start, length, VERSION)
        ? VERSION
        : super.splitFirstWordInitialLine(line, start, length);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    return same(line, start, length, "200")
        ? "200"
        : super.splitSecondWordInitialLine(line, start, length);
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    return same(line, start, length, "OK")
        ? "OK"
        : super.splitThirdWordInitialLine(line, start, length);
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    AsciiString known = KnownNames.find(line, start, length);
    return known == null ? super.splitHeaderName(line, start, length) : known;
  }

  @Override
  protected HttpMessage createMessage(String[] statusLine) {
    String status = statusLine[1];
    if (status.length() != 3 || status.charAt(0) < '1' || status.charAt(0) > '9') {
      throw new IllegalArgumentException("status: expected three digits but was " + status);
    }
    return super.createMessage(statusLine);
  }

  /** Spares the copies that the most frequent line would cost. */
  private static boolean same(byte[] line, int start, int length, String word) {
    if (length != word.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (line[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void expectHead() {
    inHead = true;
    atStart = true;
    looked = 0;
  }

  /** Keeps up with what has been decoded: where heads begin, and where the reply ends. */
  private void follow(ByteBuf in, List<Object> out) {
    for (int i = 0; i < out.size(); i++) {
      Object message = out.get(i);
      if (message instanceof HttpResponse response) {
        inHead = ReplyHead.interim(response);
        if (inHead) {
          expectHead();
          return; // its empty end is not that of the reply
        }
      }
      if (message instanceof LastHttpContent) {
        awaiting = false;
        surplus = in.isReadable();
      }
    }
  }

  /** Refuses what no head consists of, line by line as far as they have come. */
  private void look(ByteBuf in) {
    int end = in.writerIndex();
    int at = in.readerIndex() + looked;
    while (at < end) {
      byte first = in.getByte(at);
      if (atStart && first != 'H') {
        throw new CorruptedFrameException("expected a status line");
      }
      if (first == ' ' || first == '\t') {
        throw new CorruptedFrameException("a header line that is folded");
      }
      int feed = in.indexOf(at, end, (byte) '\n');
      if (first == '\r' || feed < 0) {
        break; // the empty line, which ends the head, or one that is still to come
      }
      if (!atStart) {
        requireName(in, at, feed);
      }
      atStart = false;
      at = feed + 1;
    }
    looked = at - in.readerIndex();
  }

  private static void requireName(ByteBuf in, int from, int to) {
    for (int at = from; at < to; at++) {
      byte next = in.getByte(at);
      if (next == ':') {
        return;
      }
      if (next == ' ' || next == '\t') {
        throw new CorruptedFrameException("a header name with a blank");
      }
    }
  }
}
