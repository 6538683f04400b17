package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Cancellable;
import io.apigw.api.Headers;
import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.netty.lane.LoopExecutor;
import io.apigw.testkit.RawBackend;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A transport, the one loop that all its requests come from, and requests from there. */
final class Upstream implements AutoCloseable, LoopExecutor {

  static final Duration LONG = Duration.ofSeconds(30);

  final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
      1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  final EventLoop loop = loops.next();
  final NettyTransport transport;
  private final List<Runnable> onCancel = new CopyOnWriteArrayList<>();

  private Upstream(NettyTransport transport) {
    this.transport = transport;
  }

  static Upstream create() {
    return with(builder -> builder);
  }

  static Upstream with(UnaryOperator<NettyTransport.Builder> settings) {
    return new Upstream(settings.apply(NettyTransport.builder()).build());
  }

  CompletableFuture<TransportResult> send(TransportRequest request) {
    return transport.send(request, this).toCompletableFuture();
  }

  CompletableFuture<TransportResult> get(RawBackend backend) {
    return send(request("GET", backend.origin(), Body.empty()));
  }

  CompletableFuture<TransportResult> post(RawBackend backend, Body body) {
    return send(request("POST", backend.origin(), body));
  }

  static TransportRequest request(String method, Origin origin, Body body) {
    return new TransportRequest(method, origin, "/a", Headers.empty(), body, LONG);
  }

  static Reply reply(CompletableFuture<TransportResult> sent) throws Exception {
    return sent.get(15, TimeUnit.SECONDS).match(reply -> reply, failure -> {
      throw new AssertionError("expected a reply but was " + failure);
    });
  }

  static Failure failure(CompletableFuture<TransportResult> sent, Kind kind) throws Exception {
    TransportResult result = sent.get(15, TimeUnit.SECONDS);
    assertThat(result).isInstanceOf(Failure.class);
    Failure failure = (Failure) result;
    assertThat(failure.kind()).as(failure.detail()).isEqualTo(kind);
    return failure;
  }

  /** The whole body. */
  static String text(Reply reply) throws Exception {
    CompletableFuture<String> whole = new CompletableFuture<>();
    Collector collector = new Collector(whole::complete);
    var unused = collector.failure().thenAccept(whole::completeExceptionally);
    reply.body().publisher().subscribe(collector);
    return whole.get(15, TimeUnit.SECONDS);
  }

  /** Why the body is not whole. */
  static Throwable breakage(Reply reply) throws Exception {
    Collector collector = new Collector(text -> {});
    reply.body().publisher().subscribe(collector);
    return collector.failure().get(15, TimeUnit.SECONDS);
  }

  /** Runs something on the loop and waits for it. */
  void onLoop(Runnable task) throws Exception {
    loop.submit(task).get(15, TimeUnit.SECONDS);
  }

  void clientGoes() {
    onCancel.forEach(Runnable::run);
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
  }

  @Override
  public Cancellable schedule(Runnable task, Duration delay) {
    throw new UnsupportedOperationException("the transport has timers of its own");
  }

  @Override
  public void onCancel(Runnable task) {
    onCancel.add(task);
  }

  @Override
  public void close() {
    transport.close();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
