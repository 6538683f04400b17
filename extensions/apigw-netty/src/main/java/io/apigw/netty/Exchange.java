package io.apigw.netty;

import io.apigw.api.Body;
import io.apigw.api.Cancellable;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.netty.lane.LoopExecutor;
import io.apigw.netty.lane.LoopTimers;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: from the head to the last byte of both. It is the request's executor too. All of it
 * happens on the event loop, except where a method says otherwise.
 */
final class Exchange implements LoopExecutor, BiConsumer<Response, Throwable> {

  private static final System.Logger LOG = System.getLogger(Exchange.class.getName());

  private final Conversation host;
  private final EventLoop loop;
  private final RequestHead head;
  private final Upload upload;

  private @Nullable BodyTap stream;
  private @Nullable List<Runnable> onCancel;
  private boolean headWritten;
  private boolean answered;
  private boolean cancelled;

  Exchange(Conversation host, EventLoop loop, RequestHead head) {
    this.host = host;
    this.loop = loop;
    this.head = head;
    this.upload = new Upload(host, this, head, loop);
  }

  RequestHead head() {
    return head;
  }

  Upload upload() {
    return upload;
  }

  /** Whether the head of an answer may still be written. */
  boolean open() {
    return !headWritten && !cancelled;
  }

  /** Whether the answer is written as a whole, so that only the rest of the request is missing. */
  boolean answered() {
    return answered;
  }

  /** Asks the gateway, as soon as the body is at hand or known to be a stream. */
  void process(Body body) {
    Request request;
    try {
      request = host.requests().of(head, body, this);
    } catch (IllegalArgumentException malformed) {
      host.refuse(400);
      return;
    }
    try {
      var unused = host.gateway().process(request).whenComplete(this);
    } catch (RuntimeException | Error broken) {
      respond(null, broken);
    }
  }

  /** Takes what the gateway answers; on any thread, once. */
  @Override
  public void accept(@Nullable Response response, @Nullable Throwable failure) {
    if (loop.inEventLoop()) {
      respond(response, failure);
    } else {
      Loops.run(loop, () -> respond(response, failure));
    }
  }

  /** Begins the answer: returns whether the connection may be used again after it. */
  boolean beginAnswer() {
    headWritten = true;
    return head.keepAlive() && (!upload.owed() || upload.drainable());
  }

  void streaming(BodyTap body) {
    stream = body;
  }

  /** Goes on when the client has taken what was written. */
  void writable() {
    BodyTap body = stream;
    if (body != null) {
      body.writable();
    }
  }

  /** Says that the answer is written as a whole. */
  void answered(boolean keepAlive) {
    answered = true;
    onCancel = null;
    stream = null;
    upload.fail("the answer was given before the body was taken");
    host.readingChanged();
    if (keepAlive) {
      proceed();
    } else {
      host.closeAfter(this);
    }
  }

  /** Makes way for the next request once both sides are done. */
  void proceed() {
    if (answered && upload.received()) {
      host.ended(this);
    } else if (answered && upload.wasteful()) {
      host.closeAfter(this);
    }
  }

  /** Says that the answer's body ended before its time: a 500 takes the place of an answer that has not left. */
  void brokeOff() {
    if (host.wire().recall() && !cancelled) {
      stream = null;
      headWritten = false;
      host.respond(this, Refusal.response(500));
    } else {
      host.reset();
    }
  }

  /** Ends everything because the client has gone, or because its request turned out to be broken. */
  void cancel(String reason) {
    if (cancelled) {
      return;
    }
    cancelled = true;
    upload.fail(reason);
    BodyTap body = stream;
    if (body != null) {
      body.cancel();
    }
    List<Runnable> tasks = onCancel;
    onCancel = null;
    if (tasks != null) {
      tasks.forEach(Exchange::runCancelTask);
    }
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public void execute(Runnable task) {
    Loops.run(loop, task);
  }

  @Override
  public Cancellable schedule(Runnable task, Duration delay) {
    return LoopTimers.schedule(loop, task, delay);
  }

  @Override
  public void onCancel(Runnable task) {
    if (loop.inEventLoop()) {
      keep(task);
    } else {
      Loops.run(loop, () -> keep(task));
    }
  }

  private void keep(Runnable task) {
    if (cancelled && !answered) {
      runCancelTask(task);
    } else if (!answered) {
      List<Runnable> tasks = onCancel;
      if (tasks == null) {
        tasks = new ArrayList<>(2);
        onCancel = tasks;
      }
      tasks.add(task);
    }
  }

  private void respond(@Nullable Response response, @Nullable Throwable failure) {
    try {
      answer(response, failure);
    } catch (RuntimeException | Error broken) {
      LOG.log(System.Logger.Level.ERROR, "an answer could not be written", broken);
      host.reset();
    }
  }

  private void answer(@Nullable Response response, @Nullable Throwable failure) {
    if (response == null) {
      LOG.log(System.Logger.Level.ERROR, "a request processor gave no response", failure);
      if (open()) {
        host.respond(this, Refusal.response(500));
      }
    } else if (open()) {
      host.respond(this, response);
    } else {
      response.body().discard();
    }
  }

  private static void runCancelTask(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException broken) {
      LOG.log(System.Logger.Level.ERROR, "a task for a cancelled request failed", broken);
    }
  }
}
