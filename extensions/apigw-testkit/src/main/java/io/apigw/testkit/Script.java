package io.apigw.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The answers of a fake: those that a test has lined up, in order, and after them always the usual one. Thread-safe. */
final class Script<Q, A> {

  private final Deque<Function<? super Q, ? extends CompletionStage<A>>> next = new ArrayDeque<>();
  private Function<? super Q, ? extends CompletionStage<A>> usual;

  Script(Function<? super Q, ? extends A> usual) {
    this.usual = question -> CompletableFuture.completedFuture(usual.apply(question));
  }

  synchronized void always(Function<? super Q, ? extends CompletionStage<A>> answer) {
    next.clear();
    usual = answer;
  }

  synchronized void then(Function<? super Q, ? extends CompletionStage<A>> answer) {
    next.add(answer);
  }

  CompletionStage<A> answer(Q question) {
    return take().apply(question);
  }

  private synchronized Function<? super Q, ? extends CompletionStage<A>> take() {
    return next.isEmpty() ? usual : next.remove();
  }
}
