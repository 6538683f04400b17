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
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
  private final Consumer<JdkExchange> onEnd;
  private final JdkRequestBody body;
  private final CompletableFuture<TransportResult> result = new CompletableFuture<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  private volatile Cancellable timer = () -> {};
  private volatile @Nullable CompletableFuture<?> call;
  private volatile @Nullable JdkReplyBody reply;

  JdkExchange(TransportRequest request, RequestExecutor executor, Consumer<JdkExchange> onEnd) {
    this.request = request;
    this.executor = executor;
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
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> sent =
        client.sendAsync(head, HttpResponse.BodyHandlers.ofPublisher());
    call = sent;
    var unused = sent.whenComplete(this::answered);
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

  private void answered(
      @Nullable HttpResponse<Flow.Publisher<List<ByteBuffer>>> response,
      @Nullable Throwable fault) {
    if (response == null) {
      failed(fault);
      return;
    }
    JdkReplyBody streaming = new JdkReplyBody(response.body(), this::end);
    reply = streaming;
    TransportResult outcome = JdkReply.of(request.method(), response, streaming);
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

  private void failed(@Nullable Throwable fault) {
    TransportResult failure = JdkFailures.of(fault, body.failure());
    if (failure != null) {
      fail(failure);
    } else {
      result.completeExceptionally(
          fault == null ? new IllegalStateException("neither reply nor fault") : fault);
      end();
    }
  }

  /** The reason comes first: what is broken off for it fails too, and says less. */
  private void fail(TransportResult failure) {
    result.complete(failure);
    end();
  }

  /** Frees what the exchange holds. */
  private void end() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    timer.cancel();
    body.abandon();
    CompletableFuture<?> running = call;
    if (running != null) {
      running.cancel(true);
    }
    onEnd.accept(this);
  }
}
