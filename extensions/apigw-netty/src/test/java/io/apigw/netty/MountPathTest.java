package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Request;
import io.apigw.api.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakGuard.class)
class MountPathTest {

  private final Scripted gateway = new Scripted();
  private final Theirs theirs = new Theirs();
  private EmbeddedChannel channel = new EmbeddedChannel();

  @AfterEach
  void free() {
    channel.finishAndReleaseAll();
  }

  private void pipeline(ChannelHandler... handlers) {
    channel = new EmbeddedChannel(handlers);
  }

  private void plain() {
    pipeline(new HttpServerCodec(), new GatewayHandler(gateway, "/api"), theirs);
  }

  private void aggregated() {
    pipeline(
        new HttpServerCodec(),
        new HttpObjectAggregator(10_000),
        new GatewayHandler(gateway, "/api"),
        theirs);
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
  }

  private void get(String target) {
    send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  private void post(String target, String body) {
    send("POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n"
        + body);
  }

  private String received() {
    StringBuilder text = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      text.append(part.toString(StandardCharsets.ISO_8859_1));
      part.release();
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "/api, true, /",
    "/api/, true, /",
    "/api?x=1, true, /",
    "/api/pets?x=1, true, /pets",
    "/api//x, true, //x",
    "http://b.example/api/pets, true, /pets",
    "/apis, false, ",
    "/api;x, false, ",
    "/API, false, ",
    "/%61pi, false, ",
    "/, false, ",
    "/x/api, false, ",
    "http://b.example/x?/api, false, ",
    "*, false, ",
    "api, false, ",
  })
  void targetsUnderTheMountPathAreTheGateways(String target, boolean ours, String path)
      throws Exception {
    plain();
    get(target);
    assertThat(gateway.idle()).isEqualTo(!ours);
    assertThat(theirs.targets).hasSize(ours ? 0 : 1);
    if (ours) {
      Request request = gateway.next().request();
      assertThat(request.path()).isEqualTo(path);
      assertThat(request.mountPath()).isEqualTo("/api");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "/api/", "/api?", "/a#b", "/a b", "/\u00e4"})
  void oddMountPathsAreRefused(String path) {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() -> new GatewayHandler(gateway, path)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mountPath: expected a path such as /api");
  }

  @Test
  void slashMeansEverything() throws Exception {
    pipeline(new HttpServerCodec(), new GatewayHandler(gateway, "/"));
    get("/x");
    assertThat(gateway.next().request().path()).isEqualTo("/x");
  }

  @Test
  void otherRequestsArePassedOnWithAllTheirContents() throws Exception {
    plain();
    send("POST /other HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    send("5\r\nhello\r\n");
    send("5\r\nworld\r\n0\r\nX-Trailer: kept\r\n\r\n");
    assertThat(theirs.targets).containsExactly("/other");
    assertThat(theirs.body()).isEqualTo("helloworld");
    assertThat(theirs.trailer).isEqualTo("kept");
    assertThat(gateway.idle()).isTrue();
  }

  @Test
  void aggregatedRequestsArePassedOnOrAnswered() throws Exception {
    aggregated();
    post("/other", "theirs");
    theirs.answer("a");
    post("/api/x", "ours");
    Scripted.Call call = gateway.next();
    assertThat(call.request().body().text()).isEqualTo("ours");
    call.answer("b");
    assertThat(theirs.body()).isEqualTo("theirs");
    assertThat(received()).contains("a").endsWith("b");
  }

  @Test
  void requestAfterOneThatWasPassedOnMayBeOurs() throws Exception {
    plain();
    post("/other", "theirs");
    theirs.answer("a");
    post("/api/x", "ours");
    gateway.next().answer("b");
    get("/other");
    theirs.answer("c");
    assertThat(received()).containsSubsequence("\r\n\r\na", "\r\n\r\nb", "\r\n\r\nc");
  }

  @Test
  void theirRequestWaitsForOurAnswer() throws Exception {
    plain();
    get("/api/slow");
    post("/other", "theirs");
    assertThat(theirs.targets).isEmpty();
    gateway.next().answer("ours");
    assertThat(theirs.targets).containsExactly("/other");
    assertThat(theirs.body()).isEqualTo("theirs");
    theirs.answer("theirs");
    assertThat(received()).containsSubsequence("\r\n\r\nours", "\r\n\r\ntheirs");
  }

  @Test
  void ourRequestWaitsForTheirAnswer() throws Exception {
    plain();
    get("/other");
    get("/other");
    get("/api/x");
    assertThat(gateway.idle()).isTrue();
    theirs.answer(HttpResponseStatus.CONTINUE, "");
    theirs.answer("one");
    assertThat(gateway.idle()).isTrue();
    theirs.answer("two");
    gateway.next().answer("three");
    assertThat(received()).containsSubsequence("\r\n\r\none", "\r\n\r\ntwo", "\r\n\r\nthree");
  }

  @Test
  void malformedRequestThatIsNotOursIsPassedOn() throws Exception {
    plain();
    send("GET /other HTTP/1.1\r\nBad Name: x\r\n\r\n");
    assertThat(theirs.failures).isEqualTo(1);
    assertThat(received()).isEmpty();
  }

  @Test
  void malformedRequestThatIsOursIsRefused() throws Exception {
    plain();
    send("GET /api/x HTTP/1.1\r\nBad Name: x\r\n\r\n");
    assertThat(received()).startsWith("HTTP/1.1 400 Bad Request\r\n");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void requestTooLargeForTheAggregatorNeverReachesUs() throws Exception {
    aggregated();
    send("POST /api HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\n");
    assertThat(received()).startsWith("HTTP/1.1 413 ");
    assertThat(gateway.idle()).isTrue();
  }

  @Test
  void otherMessagesGoThrough() throws Exception {
    plain();
    get("/socket");
    theirs.answer(HttpResponseStatus.SWITCHING_PROTOCOLS, "");
    Object frame = "a frame";
    channel.pipeline().firstContext().fireChannelRead(frame);
    assertThat(theirs.others).containsExactly(frame);
  }

  @Test
  void exceptionsWhileNoRequestIsOursGoThrough() {
    plain();
    channel.pipeline().fireExceptionCaught(new IllegalStateException("theirs"));
    assertThat(theirs.exceptions).hasSize(1);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void handlerThatIsRemovedCancelsItsRequest() throws Exception {
    plain();
    get("/api/slow");
    get("/other");
    List<String> cancelled = new ArrayList<>();
    gateway.next().request().executor().onCancel(() -> cancelled.add("x"));
    channel.pipeline().remove(GatewayHandler.class);
    assertThat(cancelled).hasSize(1);
  }

  @Test
  void responseThroughTheUsersPipelineIsWhole() throws Exception {
    plain();
    get("/api/x");
    gateway.next().answer(Response.text(200, "y".repeat(100_000)));
    assertThat(received())
        .contains("Content-Length: 100000\r\n")
        .endsWith("\r\n\r\n" + "y".repeat(100_000));
  }

  /** The handler that was there before. */
  private static final class Theirs extends ChannelInboundHandlerAdapter {

    final List<String> targets = new ArrayList<>();
    final List<Object> others = new ArrayList<>();
    final List<Throwable> exceptions = new ArrayList<>();
    final Queue<ChannelHandlerContext> waiting = new ArrayDeque<>();
    String trailer = "";
    int failures;
    private final StringBuilder body = new StringBuilder();

    String body() {
      return body.toString();
    }

    void answer(String text) {
      answer(HttpResponseStatus.OK, text);
    }

    void answer(HttpResponseStatus status, String text) {
      DefaultFullHttpResponse response = new DefaultFullHttpResponse(
          HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
      if (status.code() >= 200) {
        response.headers().set("content-length", text.length());
      }
      var unused = waiting.element().writeAndFlush(response);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (waiting.isEmpty()) {
        waiting.add(ctx);
      }
      if (message instanceof HttpRequest request) {
        targets.add(request.uri());
        failures += request.decoderResult().isFailure() ? 1 : 0;
        assertThat(message instanceof FullHttpRequest)
            .isEqualTo(ctx.pipeline().get(HttpObjectAggregator.class) != null);
      }
      if (message instanceof HttpContent content) {
        body.append(content.content().toString(StandardCharsets.US_ASCII));
      }
      if (message instanceof LastHttpContent last) {
        trailer = last.trailingHeaders().get("X-Trailer", "");
      }
      if (!(message instanceof HttpRequest) && !(message instanceof HttpContent)) {
        others.add(message);
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      exceptions.add(cause);
    }
  }
}
