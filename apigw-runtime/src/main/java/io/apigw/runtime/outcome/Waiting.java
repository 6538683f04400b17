package io.apigw.runtime.outcome;

import io.apigw.api.Cancellable;
import io.apigw.api.shared.Stages;
import io.apigw.api.shared.Stages.State;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One question whose answer was not there at once: brings the request back to its own thread when the answer comes,
 * or goes on without it when the limit has passed. Whichever is first settles it; the other is dropped.
 */
final class Waiting<C extends Owned, A, T>
    implements BiConsumer<@Nullable A, @Nullable Throwable>, Runnable {

  private static final VarHandle SETTLED;
  private static final Cancellable NO_TIMER = () -> {};

  static {
    try {
      SETTLED = MethodHandles.lookup().findVarHandle(Waiting.class, "settled", boolean.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final C context;
  private final Question<C, A, T> question;
  private final CompletableFuture<Outcome<T>> result = new CompletableFuture<>();
  private volatile Cancellable timer = NO_TIMER;

  @SuppressWarnings("UnusedVariable") // by its handle
  private volatile boolean settled;

  private Waiting(C context, Question<C, A, T> question) {
    this.context = context;
    this.question = question;
  }

  static <C extends Owned, A, T> Outcome<T> on(C context, Question<C, A, T> question) {
    A answer;
    try {
      CompletionStage<A> stage =
          Objects.requireNonNull(question.ask(context), "expected a stage but was null");
      State state = Stages.stateOf(stage);
      if (state == State.PENDING) {
        return new Waiting<>(context, question).until(stage);
      }
      if (state != State.VALUE) {
        return question.fault(context, state == State.FAILED ? Stages.faultOf(stage) : nothing());
      }
      answer = Stages.valueOf(stage);
    } catch (Throwable thrown) {
      return question.fault(context, thrown);
    }
    return question.use(context, answer);
  }

  private Outcome<T> until(CompletionStage<A> stage) {
    try {
      if (question.timed(context)) {
        timer = context.executor().schedule(this, question.limit(context));
      }
    } catch (Throwable noTimer) {
      settled = true;
      var unused = stage.whenComplete(this);
      return question.fault(context, noTimer);
    }
    try {
      var unused = stage.whenComplete(this);
    } catch (Throwable refused) {
      accept(null, refused);
    }
    return Later.of(result);
  }

  /** The answer is there, on whatever thread. */
  @Override
  public void accept(@Nullable A answer, @Nullable Throwable fault) {
    if (!settle()) {
      if (answer != null) {
        question.unused(context, answer);
      }
      return;
    }
    timer.cancel();
    try {
      context.executor().execute(() -> resume(answer, fault));
    } catch (RuntimeException ownerIsGone) {
      resume(answer, fault);
    }
  }

  private void resume(@Nullable A answer, @Nullable Throwable fault) {
    try {
      result.complete(
          answer != null ? question.use(context, answer) : question.fault(context, reason(fault)));
    } catch (Throwable thrown) {
      result.completeExceptionally(thrown);
    }
  }

  private boolean settle() {
    return SETTLED.compareAndSet(this, false, true);
  }

  /** The limit has passed. */
  @Override
  public void run() {
    if (!settle()) {
      return;
    }
    try {
      result.complete(question.late(context));
    } catch (Throwable thrown) {
      result.completeExceptionally(thrown);
    }
  }

  private static Throwable reason(@Nullable Throwable fault) {
    return fault == null ? nothing() : Stages.causeOf(fault);
  }

  private static Throwable nothing() {
    return new NullPointerException("expected an answer but was null");
  }
}
