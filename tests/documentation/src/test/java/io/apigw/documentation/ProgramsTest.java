package io.apigw.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.apigw.api.DefinitionException;
import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.netty.NettyServer;
import io.apigw.runtime.Gateway;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the README do what it says. */
class ProgramsTest {

  private final List<Document.Block> blocks = Document.read("README.md").blocks();
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir
  Path folder;

  @Test
  void tenLinesPrintTheGreeting() throws Exception {
    PrintStream usual = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Snippet.run(compile("Hello, "));
    } finally {
      System.setOut(usual);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).strip()).isEqualTo("200 Hello, Ada");
  }

  @Test
  void gatewayOnNettyChecksTokensAndProxies() throws Exception {
    try (Provider provider = Provider.start()) {
      String program = block("NettyServer.start")
          .text()
          .replace("https://id.example.com/", provider.url() + "/")
          .replace("http://pets.internal:8080", provider.url())
          .replace("http://web.internal:8080", provider.url() + "/web")
          .replace("NettyServer.start(gateway, 8080)", "NettyServer.start(gateway, 0)")
          .replace("server.awaitClose();", Started.class.getName() + ".await(server);");
      Class<?> compiled = Snippet.compile("README.md", program, folder);
      CompletableFuture<Void> ended = CompletableFuture.runAsync(
          () -> {
            try {
              Snippet.run(compiled);
            } catch (Exception failed) {
              throw new IllegalStateException(failed);
            }
          },
          task -> new Thread(task, "program").start()); // the JDK's client needs the common pool
      NettyServer server = Started.server(ended);
      String url = "http://127.0.0.1:" + server.port();
      HttpResponse<String> other = get(url + "/index.html", "Origin", "https://app.example.com");
      assertThat(other.body()).isEqualTo("/web/index.html");
      assertThat(other.headers().firstValue("Access-Control-Allow-Origin"))
          .hasValue("https://app.example.com");
      // The way out is warm from here on: keys must be there within AWS's 1500 ms.
      assertThat(get(url + "/pets/7").statusCode()).isEqualTo(401);
      HttpResponse<String> pet =
          get(url + "/pets/7", "Authorization", "Bearer " + provider.token("pets:read"));
      assertThat(pet.statusCode()).isEqualTo(200);
      assertThat(pet.body()).isEqualTo("/pets/7");
      assertThat(get(url + "/pets/7", "Authorization", "Bearer " + provider.token("pets:write"))
              .statusCode())
          .isEqualTo(403);
      server.close();
      ended.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void handlerInAPipelineLeavesTheRestToTheNext() throws Exception {
    Class<?> compiled = compile("pipeline.addLast");
    HttpApi hello = HttpApi.builder("hello")
        .route(
            "GET /hello/{name}",
            r -> r.function(call -> Response.text(200, "Hello, " + call.pathParameter("name"))))
        .build();
    MultiThreadIoEventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try (Gateway gateway = Gateway.of(hello)) {
      Channel listener = new ServerBootstrap()
          .group(loops)
          .channel(NioServerSocketChannel.class)
          .childHandler(new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) throws Exception {
              Snippet.set(compiled, "gateway", gateway);
              Snippet.set(compiled, "pipeline", channel.pipeline());
              Snippet.set(compiled, "ourOwnHandler", new OwnHandler());
              Snippet.run(compiled);
            }
          })
          .bind(InetAddress.getLoopbackAddress(), 0)
          .sync()
          .channel();
      String url = "http://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort();
      assertThat(get(url + "/api/hello/Ada").body()).isEqualTo("Hello, Ada");
      assertThat(get(url + "/api/nowhere").statusCode()).isEqualTo(404);
      assertThat(get(url + "/apiary").statusCode()).isEqualTo(418);
      assertThat(get(url + "/").statusCode()).isEqualTo(418);
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void clockedTestHolds() throws Exception {
    Document.Block block = Document.read("docs/testing.md").blocks("java").get(0);
    Snippet.run(Snippet.compile(block.place(), block.text(), folder));
  }

  @Test
  void wrongDefinitionSaysWhatTheReadmeShows() throws Exception {
    Document.Block wrong = block("/pets/{id}\"");
    DefinitionException refused = catchThrowableOfType(
        DefinitionException.class,
        () -> Snippet.run(Snippet.compile(wrong.place(), wrong.text(), folder)));
    Document.Block shown = blocks.get(blocks.indexOf(wrong) + 1);
    assertThat(shown.language()).isEmpty();
    assertThat(refused).hasMessage(shown.text());
  }

  private Class<?> compile(String with) {
    Document.Block block = block(with);
    return Snippet.compile(block.place(), block.text(), folder);
  }

  /** The one Java block of the README that has a text in it. */
  private Document.Block block(String with) {
    List<Document.Block> found = blocks.stream()
        .filter(block -> block.language().equals("java") && block.text().contains(with))
        .toList();
    assertThat(found).as("blocks with " + with).hasSize(1);
    return found.get(0);
  }

  private HttpResponse<String> get(String url, String... header)
      throws IOException, InterruptedException {
    java.net.http.HttpRequest.Builder request =
        java.net.http.HttpRequest.newBuilder(URI.create(url));
    if (header.length == 2) {
      request.header(header[0], header[1]);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The handler that was there before. */
  private static final class OwnHandler extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      boolean last = message instanceof LastHttpContent;
      boolean request = message instanceof HttpRequest;
      ReferenceCountUtil.release(message);
      if (request) {
        return;
      }
      if (last) {
        DefaultFullHttpResponse teapot = new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(418, "Own"));
        teapot.headers().set("Content-Length", 0);
        var unused = ctx.writeAndFlush(teapot);
      }
    }
  }
}
