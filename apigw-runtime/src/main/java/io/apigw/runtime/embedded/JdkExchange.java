package io.apigw.runtime.embedded;

import io.apigw.api.Cancellable;
import io.apigw.api.RequestExecutor;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request on its way, from its head to the last byte of its reply. */
final class JdkExchange {

  /** Written by the client itself, which refuses them from others. */
  private static final Set<String> CLIENTS_OWN =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final TransportRequest request;
  private final RequestExecutor executor;
  private final Executor threads;
  private final Consumer<JdkExchange> onEnd;
  private final JdkRequestBody body;
  private final CompletableFuture<TransportResult> result = new CompletableFuture<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  private volatile Cancellable timer = () -> {};
  private volatile @Nullable CompletableFuture<?> call;
  private volatile @Nullable JdkReplyBody reply;

  /**
   * Makes an exchange.
   *
   * @param request what is sent
   * @param executor the request's thread and timer
   * @param threads the client's own, on which the result completes
   * @param onEnd told when it is over
   */
  JdkExchange(
      TransportRequest request,
      RequestExecutor executor,
      Executor threads,
      Consumer<JdkExchange> onEnd) {
    this.request = request;
    this.executor = executor;
    this.threads = threads;
    this.onEnd = onEnd;
    this.body = new JdkRequestBody(request.body(), this::startTimer, this::fail);
  }

  CompletionStage<TransportResult> result() {
    return result;
  }

  void start(HttpClient client) {
    HttpRequest head;
    try {
      head = head();
    } catch (IllegalArgumentException unsendable) {
      request.body().discard();
      fail(new Failure(Kind.CONNECT, request + " cannot be sent: " + unsendable.getMessage()));
      return;
    }
    executor.onCancel(() -> cancel(new Failure(Kind.REQUEST_BODY, "the client has gone")));
    if (ended.get()) {
      return;
    }
    if (request.body().streamed() && !request.body().isEmpty()) {
      body.watch(executor);
    } else {
      startTimer();
    }
    CompletableFuture<?> sent = client.sendAsync(head, this::read);
    call = sent;
    var unused = sent.whenCompleteAsync(this::sent, threads);
    if (ended.get()) {
      sent.cancel(true);
    }
  }

  /** Breaks the exchange off, wherever it is. */
  void cancel(Failure why) {
    JdkReplyBody streaming = reply;
    if (streaming != null) {
      streaming.cancel();
    }
    fail(why);
  }

  private HttpRequest head() {
    HttpRequest.Builder head =
        HttpRequest.newBuilder(URI.create(request.origin() + request.target()));
    for (int i = 0; i < request.headers().size(); i++) {
      String name = request.headers().name(i);
      if (!CLIENTS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
        head.header(name, request.headers().value(i));
      }
    }
    boolean plainGet = request.body().isEmpty() && request.method().equals("GET");
    return plainGet ? head.GET().build() : head.method(request.method(), body).build();
  }

  private void startTimer() {
    if (!result.isDone()) {
      timer = executor.schedule(this::late, request.timeout());
      if (result.isDone()) {
        timer.cancel();
      }
    }
  }

  private void late() {
    fail(new Failure(Kind.TIMEOUT, "no answer within " + request.timeout().toMillis() + " ms"));
  }

  /**
   * The head is there, and the client is about to read the body. The reply is handed on from here, on a thread of ours:
   * what the client itself returns is completed by way of the JVM's common pool, which may be busy with anything.
   */
  private BodySubscriber<Flow.Publisher<List<ByteBuffer>>> read(ResponseInfo head) {
    BodySubscriber<Flow.Publisher<List<ByteBuffer>>> subscriber = BodySubscribers.ofPublisher();
    var unused = subscriber.getBody().thenAccept(publisher -> answered(head, publisher));
    return subscriber;
  }

  private void sent(@Nullable Object response, @Nullable Throwable fault) {
    if (fault != null) {
      failed(fault);
    }
  }

  private void answered(ResponseInfo head, Flow.Publisher<List<ByteBuffer>> publisher) {
    JdkReplyBody streaming = new JdkReplyBody(publisher, threads, this::end);
    reply = streaming;
    TransportResult outcome = JdkReply.of(request.method(), head, streaming);
    timer.cancel();
    if (result.complete(outcome)) {
      boolean usable = outcome instanceof TransportResult.Reply;
      if (usable) {
        streaming.watch(executor);
      }
    } else {
      streaming.cancel();
    }
  }

  private void failed(Throwable fault) {
    TransportResult failure = JdkFailures.of(fault, body.failure());
    if (failure != null) {
      fail(failure);
    } else {
      result.completeExceptionally(fault);
      end();
    }
  }

  /** The reason comes first: what is broken off for it fails too, and says less. */
  private void fail(TransportResult failure) {
    result.complete(failure);
    end();
  }

  /** Frees what the exchange holds. A reply has its connection to itself: its end, or its cancellation, frees that. */
  private void end() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    timer.cancel();
    body.abandon();
    CompletableFuture<?> running = call;
    if (running != null && reply == null) {
      running.cancel(true);
    }
    onEnd.accept(this);
  }
}
