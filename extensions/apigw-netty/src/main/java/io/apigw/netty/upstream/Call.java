package io.apigw.netty.upstream;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.RequestExecutor;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.integrate.TransportResult.Reply;
import io.apigw.netty.lane.Deadline;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request and its reply, whatever carries them. All of it happens on one loop. */
final class Call {

  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

  /** How long a reply is looked for after sending has failed: it would be here already. */
  private static final long LAST_LOOK = TimeUnit.SECONDS.toNanos(1);

  private final TransportRequest request;
  private final RequestExecutor executor;
  private final CompletableFuture<TransportResult> result = new CompletableFuture<>();

  private @Nullable LoopClient client;
  private @Nullable OriginPool waitsIn;
  private @Nullable Deadline waitingLimit;
  private @Nullable Dial dial;
  private @Nullable Carrier carrier;
  private @Nullable Upload upload;
  private boolean sent;
  private boolean unsendable;
  private boolean goneAgain;
  private boolean over;

  private @Nullable Beginning beginning;
  private @Nullable ReplyBody body;
  private @Nullable Kept kept;
  private boolean moved;

  Call(TransportRequest request, RequestExecutor executor) {
    this.request = request;
    this.executor = executor;
  }

  TransportRequest request() {
    return request;
  }

  CompletionStage<TransportResult> result() {
    return result;
  }

  void start(LoopClient on) {
    client = on;
    executor.onCancel(this::cancel);
    if (!over) {
      on.start(this);
    }
  }

  void waitsIn(OriginPool pool) {
    waitsIn = pool;
    Deadline limit = new Deadline(pool.client().timers(), () -> fail(pool.waitedTooLong()));
    limit.set(pool.client().limits().connect());
    waitingLimit = limit;
  }

  void waitsNoMore() {
    waitsIn = null;
    Deadline limit = waitingLimit;
    if (limit != null) {
      limit.clear();
    }
  }

  void dialing(Dial begun) {
    dial = begun;
  }

  /** Gets what carries it, and sends. */
  void carriedBy(Carrier found) {
    dial = null;
    carrier = found;
    Body whole = request.body();
    found.due(limits().body().toNanos());
    if (whole.isEmpty() || (whole.collected() && whole.length().orElse(0) <= Carrier.SMALL)) {
      whole.discard();
      found.sendWhole(this);
    } else {
      Upload begun = new Upload(this, found, limits().body().toNanos());
      upload = begun;
      begun.begin(whole);
    }
  }

  /** Hears that the request's last byte is out. */
  void sent() {
    sent = true;
    Carrier current = carrier;
    if (beginning == null && body == null && current != null) {
      current.due(request.timeout().toNanos());
    }
  }

  /** Hears that not all of the request can be sent. Perhaps the reply says why. */
  void unsendable() {
    unsendable = true;
    Carrier current = carrier;
    if (body == null && beginning == null && current != null) {
      abandonUpload();
      current.due(LAST_LOOK);
    }
  }

  /** Goes on when the back end has taken what was written. */
  void writable() {
    Upload current = upload;
    if (current != null) {
      current.writable();
    }
  }

  /** Hears the head of the reply. */
  void begun(int code, Headers fields, long bodyLength) {
    abandonUpload();
    beginning = new Beginning(code, fields, bodyLength);
  }

  /** Takes a piece of the reply's body. */
  void give(ByteBuf piece) {
    if (!piece.isReadable()) {
      piece.release();
      return;
    }
    moved = true;
    ReplyBody stream = body;
    if (stream != null) {
      stream.offer(piece);
      return;
    }
    Beginning start = beginning;
    if (start == null) {
      piece.release();
    } else if (!start.add(piece)) {
      stream();
    }
  }

  /** Hears that the reply is whole. */
  void ended() {
    ReplyBody stream = body;
    if (stream != null) {
      stream.end();
      return;
    }
    Beginning start = beginning;
    if (start != null) {
      Reply reply = start.whole();
      finished();
      result.complete(reply);
    }
  }

  /** Hears that nothing more is at hand: what is not whole by now is streamed. */
  void readComplete() {
    if (beginning != null && body == null) {
      stream();
    }
    ReplyBody stream = body;
    Carrier current = carrier;
    if (stream != null && current != null && moved) {
      moved = false;
      current.due(limits().body().toNanos());
      stream.burstEnded();
    }
  }

  /** Whether it may be sent once more on another connection: the back end may have seen it already. */
  boolean mayGoAgain() {
    return IDEMPOTENT.contains(request.method()) && mayGoAgainUnprocessed();
  }

  /** Whether it may be sent once more when the back end says that it has not touched it. */
  boolean mayGoAgainUnprocessed() {
    boolean again =
        !goneAgain && body == null && beginning == null && !request.body().streamed();
    if (again) {
      goneAgain = true;
      abandonUpload();
      upload = null;
      carrier = null;
      sent = false;
      unsendable = false;
    }
    return again;
  }

  /** Hears that the connection has broken. */
  void broken(String reason) {
    carrier = null;
    ReplyBody stream = body;
    if (stream != null && stream.whole()) {
      keep(stream);
      return;
    }
    fail(new Failure(Kind.BROKEN, request.origin() + ": " + reason));
  }

  /** Hears that something of ours, or of the executor's, is broken. */
  void fault(RuntimeException broken) {
    result.completeExceptionally(broken);
    fail(new Failure(Kind.BROKEN, Failures.line(broken)));
  }

  /** Hears that the transport is closed. */
  void cut(String reason) {
    carrier = null;
    fail(new Failure(Kind.BROKEN, request.origin() + ": " + reason));
  }

  /** Hears that the client's body is broken, or over a limit. */
  void bodyFailed(Throwable reason) {
    fail(new Failure(Kind.REQUEST_BODY, Failures.line(reason.toString())));
  }

  /** Hears that a time has passed. */
  void late() {
    ReplyBody stream = body;
    Carrier current = carrier;
    if (current == null) {
      return;
    }
    if (stream != null) {
      if (stream.awaited()) {
        fail(new Failure(Kind.TIMEOUT, stream.standstill()));
      } else {
        current.due(limits().body().toNanos());
      }
    } else if (unsendable) {
      broken("the connection has broken while the request was sent");
      current.abort();
    } else if (sent) {
      fail(new Failure(
          Kind.TIMEOUT,
          request.origin() + ": no reply within " + request.timeout().toMillis() + " ms"));
    } else {
      lateSending(current);
    }
  }

  /** Ends the call before its reply; once there is one, its body fails. */
  void fail(Failure failure) {
    if (over) {
      return;
    }
    OriginPool pool = waitsIn;
    if (pool != null) {
      pool.giveUp(this);
      waitsNoMore();
    }
    Dial dialing = dial;
    if (dialing != null) {
      dialing.leave();
    }
    Carrier current = carrier;
    end();
    if (current != null) {
      current.abort();
    }
    ReplyBody stream = body;
    if (stream != null) {
      stream.fail(new IOException(failure.detail()));
    }
    result.complete(failure);
  }

  /** Hears that the reply's body was received to its end and taken. */
  void finished() {
    Carrier current = carrier;
    end();
    if (current != null) {
      current.finished();
    }
  }

  /** Hears that the rest of a reply is not wanted, and gives the connection up. */
  void unwanted() {
    Carrier current = carrier;
    end();
    if (current != null) {
      current.abort();
    }
  }

  /** Counts the time that a body stands still from now on. */
  void bodyMoved() {
    Carrier current = carrier;
    if (current != null) {
      current.due(limits().body().toNanos());
    }
  }

  private void stream() {
    Carrier current = carrier;
    Beginning start = beginning;
    if (current == null || start == null) {
      return;
    }
    ReplyBody stream = new ReplyBody(this, current.channel(), start.length());
    body = stream;
    Reply reply = start.streamed(stream);
    current.due(limits().body().toNanos());
    moved = false;
    result.complete(reply);
  }

  /** Nothing more is needed from the back end, but what has come must not wait for ever. */
  private void keep(ReplyBody stream) {
    LoopClient on = client;
    if (on != null) {
      kept = new Kept(this, stream, on);
    }
  }

  private void lateSending(Carrier current) {
    Upload sending = upload;
    if (sending != null && sending.moved()) {
      current.due(limits().body().toNanos());
    } else {
      fail(Upload.standstill(request.origin(), sending));
    }
  }

  private void end() {
    over = true;
    carrier = null;
    dial = null;
    Kept waiting = kept;
    if (waiting != null) {
      waiting.end();
    }
    Beginning start = beginning;
    if (start != null) {
      start.drop();
    }
    abandonUpload();
    request.body().discard();
  }

  private void abandonUpload() {
    Upload current = upload;
    if (current != null) {
      current.abandon();
    }
  }

  /** The client has gone; on any thread. */
  private void cancel() {
    LoopClient on = client;
    if (on == null || on.loop().inEventLoop()) {
      gone();
      return;
    }
    try {
      on.loop().execute(this::gone);
    } catch (RejectedExecutionException loopHasEnded) {
      gone();
    }
  }

  private void gone() {
    ReplyBody stream = body;
    if (stream != null && stream.whole()) {
      stream.cancel();
      return;
    }
    fail(new Failure(Kind.REQUEST_BODY, "the client has gone"));
  }

  private Limits limits() {
    LoopClient on = client;
    if (on == null) {
      throw new IllegalStateException("a call that was not started");
    }
    return on.limits();
  }
}
