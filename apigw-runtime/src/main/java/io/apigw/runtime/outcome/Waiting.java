package io.apigw.runtime.outcome;

import io.apigw.api.Cancellable;
import io.apigw.api.shared.Stages;
import io.apigw.api.shared.Stages.State;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One question whose answer was not there at once: brings the request back to its own thread when the answer comes,
 * or goes on without it when the limit has passed. Whichever is first settles it; the other is dropped.
 */
final class Waiting<C extends Owned, A, T> implements BiConsumer<@Nullable A, @Nullable Throwable> {

  private final C context;
  private final Question<C, A, T> question;
  private final CompletableFuture<Outcome<T>> result = new CompletableFuture<>();
  private final AtomicBoolean settled = new AtomicBoolean();
  private volatile Cancellable timer = () -> {};

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
      timer = context.executor().schedule(this::late, question.limit(context));
    } catch (Throwable noTimer) {
      settled.set(true);
      var unused = stage.whenComplete(this);
      return question.fault(context, noTimer);
    }
    try {
      var unused = stage.whenComplete(this);
    } catch (Throwable refused) {
      accept(null, refused);
    }
    return new Later<>(result);
  }

  /** The answer is there, on whatever thread. */
  @Override
  public void accept(@Nullable A answer, @Nullable Throwable fault) {
    if (!settled.compareAndSet(false, true)) {
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

  private void late() {
    if (!settled.compareAndSet(false, true)) {
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
