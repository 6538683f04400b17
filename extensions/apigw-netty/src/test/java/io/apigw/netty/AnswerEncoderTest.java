package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.netty.lane.FieldList;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which bytes leave in how many buffers. */
class AnswerEncoderTest {

  private final EmbeddedChannel channel = new EmbeddedChannel(new AnswerEncoder());

  @AfterEach
  void nothingIsHeld() {
    channel.finishAndReleaseAll();
  }

  @Test
  void wholeAnswerLeavesInOneBuffer() {
    write(whole(200, bytes("hello"), "Content-Length", "5", "X-Caf\u00e9", "\u00e9"));
    channel.flush();

    assertThat(sent())
        .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Caf\u00e9: \u00e9\r\n\r\nhello");
    assertThat(sent()).isEmpty();
  }

  @Test
  void answerInMemoryLeavesInOneBuffer() {
    write(new WholeAnswer(200, list("Content-Length", "5"), memory("hello")));
    write(new WholeAnswer(404, list("Content-Length", "0"), memory("")));
    channel.flush();

    assertThat(sent()).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    assertThat(sent()).isEqualTo("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  }

  @Test
  void largeAnswerInMemoryFollowsItsHead() {
    String body = "x".repeat(AnswerEncoder.SMALL + 1);
    write(new WholeAnswer(200, list("A", "b"), memory(body)));
    channel.flush();

    assertThat(sent()).isEqualTo("HTTP/1.1 200 OK\r\nA: b\r\n\r\n");
    assertThat(sent()).isEqualTo(body);
  }

  @Test
  void nothingLeavesBeforeTheFlush() {
    write(whole(200, bytes("hello"), "Content-Length", "5"));
    assertThat(channel.outboundMessages()).isEmpty();

    channel.flush();
    assertThat(channel.outboundMessages()).hasSize(1);
  }

  @Test
  void answersOfOneBurstLeaveInOrder() {
    write(whole(200, bytes("a"), "Content-Length", "1"));
    write(whole(404, bytes("b"), "Content-Length", "1"));
    channel.flush();

    assertThat(sent()).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na");
    assertThat(sent()).isEqualTo("HTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\nb");
  }

  @Test
  void largeBodyIsNotCopied() {
    ByteBuf large = Unpooled.wrappedBuffer(new byte[AnswerEncoder.SMALL + 1024]);
    write(whole(200, large, "Content-Length", Integer.toString(large.readableBytes())));
    channel.flush();

    assertThat(sent()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
    ByteBuf body = channel.readOutbound();
    assertThat(body).isSameAs(large);
    body.release();
  }

  @Test
  void firstPieceLeavesWithItsHead() {
    write(head(200, "Content-Length", "6"));
    write(new DefaultHttpContent(bytes("abc")));
    write(new DefaultHttpContent(bytes("def")));
    write(LastHttpContent.EMPTY_LAST_CONTENT);
    channel.flush();

    assertThat(sent()).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabcdef");
    assertThat(channel.outboundMessages()).isEmpty();
  }

  @Test
  void piecesOfUnknownLengthAreChunks() {
    ByteBuf large = Unpooled.wrappedBuffer(new byte[AnswerEncoder.SMALL + 1024]);
    write(head(200, "Transfer-Encoding", "chunked"));
    write(new DefaultHttpContent(bytes("0123456789abcdef")));
    write(new DefaultHttpContent(Unpooled.EMPTY_BUFFER));
    write(new DefaultHttpContent(large));
    write(LastHttpContent.EMPTY_LAST_CONTENT);
    channel.flush();

    assertThat(sent()).isEqualTo("""
            HTTP/1.1 200 OK\r
            Transfer-Encoding: chunked\r
            \r
            10\r
            0123456789abcdef\r
            4400\r
            """);
    ByteBuf body = channel.readOutbound();
    assertThat(body).isSameAs(large);
    body.release();
    assertThat(sent()).isEqualTo("\r\n0\r\n\r\n");
  }

  @Test
  void answerAfterChunksHasNone() {
    write(head(200, "Transfer-Encoding", "chunked"));
    write(LastHttpContent.EMPTY_LAST_CONTENT);
    write(head(200, "Content-Length", "1"));
    write(new DefaultHttpContent(bytes("x")));
    channel.flush();

    assertThat(sent()).endsWith("chunked\r\n\r\n0\r\n\r\n");
    assertThat(sent()).endsWith("Content-Length: 1\r\n\r\nx");
  }

  @Test
  void statusWithoutABodyHasNoFraming() {
    write(whole(204, Unpooled.EMPTY_BUFFER, "Content-Length", "0", "Transfer-Encoding", "chunked"));
    write(whole(100, Unpooled.EMPTY_BUFFER));
    write(whole(205, Unpooled.EMPTY_BUFFER, "Content-Length", "7"));
    write(whole(304, Unpooled.EMPTY_BUFFER, "Content-Length", "7"));
    channel.flush();

    assertThat(sent()).isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
    assertThat(sent()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    assertThat(sent()).isEqualTo("HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n");
    assertThat(sent()).isEqualTo("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n");
  }

  @Test
  void statusThatNobodyKnowsIsWritten() {
    write(whole(799, Unpooled.EMPTY_BUFFER, "Content-Length", "0"));
    channel.flush();

    assertThat(sent()).startsWith("HTTP/1.1 799 ");
  }

  @Test
  void promiseIsKeptWhenAllBeforeItHasLeft() {
    write(whole(200, bytes("a"), "Content-Length", "1"));
    var done = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);

    assertThat(done.isSuccess()).isTrue();
    assertThat(sent()).endsWith("\r\n\r\na");
  }

  @Test
  void longHeadIsWrittenWhole() {
    String value = "v".repeat(30_000);
    write(whole(200, bytes("a"), "X-Long", value, "Content-Length", "1"));
    channel.flush();

    assertThat(sent() + sent())
        .isEqualTo("HTTP/1.1 200 OK\r\nX-Long: " + value + "\r\nContent-Length: 1\r\n\r\na");
  }

  @Test
  void whatIsGatheredIsReleasedWithTheConnection() {
    ByteBuf body = bytes("a");
    write(whole(200, body, "Content-Length", "1"));
    var unused = channel.close();

    assertThat(body.refCnt()).isZero();
    assertThat(channel.outboundMessages()).isEmpty();
  }

  @Test
  void anythingElseIsAFault() {
    assertThatThrownBy(() -> channel.writeOutbound("text"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void write(Object message) {
    var unused = channel.write(message, channel.voidPromise());
  }

  private String sent() {
    ByteBuf buffer = channel.readOutbound();
    if (buffer == null) {
      return "";
    }
    String text = buffer.toString(StandardCharsets.ISO_8859_1);
    buffer.release();
    return text;
  }

  private static DefaultFullHttpResponse whole(int status, ByteBuf body, String... fields) {
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1,
        HttpResponseStatus.valueOf(status),
        body,
        list(fields),
        EmptyHttpHeaders.INSTANCE);
  }

  private static DefaultHttpResponse head(int status, String... fields) {
    return new DefaultHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), list(fields));
  }

  private static FieldList list(String... fields) {
    FieldList list = new FieldList();
    for (int i = 0; i < fields.length; i += 2) {
      list.add(fields[i], fields[i + 1]);
    }
    return list;
  }

  private static ByteBuffer memory(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }
}
