package io.apigw.runtime.outcome;

import io.apigw.api.respond.Rejection;
import io.apigw.api.shared.Stages;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** An outcome that is not there yet; the steps after it are chained onto the stage. */
final class Later<T> implements Outcome<T> {

  private final CompletionStage<Outcome<T>> stage;

  Later(CompletionStage<Outcome<T>> stage) {
    this.stage = stage;
  }

  @Override
  public <R> Outcome<R> then(Step<? super T, R> step) {
    return new Later<>(stage.thenApply(outcome -> outcome.then(step)));
  }

  @Override
  public <R> CompletionStage<R> end(
      Function<? super T, ? extends CompletionStage<R>> onValue,
      Function<? super Rejection, ? extends CompletionStage<R>> onRefusal,
      Function<? super Throwable, ? extends CompletionStage<R>> onFault) {
    return stage
        .handle((outcome, fault) -> fault == null
            ? outcome.end(onValue, onRefusal, onFault)
            : onFault.apply(Stages.causeOf(fault)))
        .thenCompose(Function.identity());
  }
}
