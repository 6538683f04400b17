package io.apigw.runtime.outcome;

import io.apigw.api.respond.Rejection;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A refusal on its way to {@code respond}; every step between is passed by. */
final class Refused<T> implements Outcome<T> {

  private final Rejection rejection;

  Refused(Rejection rejection) {
    this.rejection = rejection;
  }

  @Override
  @SuppressWarnings("unchecked") // a refusal holds no value, so it is one of every type
  public <R> Outcome<R> then(Step<? super T, R> step) {
    return (Outcome<R>) this;
  }

  @Override
  public <R> CompletionStage<R> end(
      Function<? super T, ? extends CompletionStage<R>> onValue,
      Function<? super Rejection, ? extends CompletionStage<R>> onRefusal,
      Function<? super Throwable, ? extends CompletionStage<R>> onFault) {
    return onRefusal.apply(rejection);
  }
}
