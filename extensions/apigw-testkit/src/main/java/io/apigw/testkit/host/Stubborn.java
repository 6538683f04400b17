package io.apigw.testkit.host;

import java.util.concurrent.CompletableFuture;

/** A stage that is no future, as other libraries have them. */
final class Stubborn<T> extends CompletableFuture<T> {

  private Stubborn() {}

  static <T> Stubborn<T> completed(T value) {
    Stubborn<T> stage = new Stubborn<>();
    stage.complete(value);
    return stage;
  }

  @Override
  public CompletableFuture<T> toCompletableFuture() {
    throw new UnsupportedOperationException("this stage is no future");
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
