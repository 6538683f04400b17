package io.apigw.api.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.shared.Stages.State;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class StagesTest {

  private final IllegalStateException fault = new IllegalStateException("fault");

  @Test
  void aCompleteStageGivesItsValue() {
    for (CompletionStage<String> stage : java.util.List.of(
        CompletableFuture.completedFuture("x"),
        CompletableFuture.completedStage("x"),
        CompletableFuture.completedFuture("x").minimalCompletionStage())) {
      assertThat(Stages.stateOf(stage)).isEqualTo(State.VALUE);
      assertThat(Stages.valueOf(stage)).isEqualTo("x");
      assertThatThrownBy(() -> Stages.faultOf(stage)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aFailedStageGivesTheExceptionThatWasThrown() {
    for (CompletionStage<String> stage : java.util.List.of(
        CompletableFuture.<String>failedFuture(fault),
        CompletableFuture.<String>failedStage(fault),
        CompletableFuture.<String>failedFuture(new CompletionException(fault)),
        CompletableFuture.<String>failedFuture(fault).thenApply(x -> x).thenApply(x -> x))) {
      assertThat(Stages.stateOf(stage)).isEqualTo(State.FAILED);
      assertThat(Stages.faultOf(stage)).isSameAs(fault);
    }
  }

  @Test
  void aCancelledStageHasFailed() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    stage.cancel(true);
    assertThat(Stages.stateOf(stage)).isEqualTo(State.FAILED);
    assertThat(Stages.faultOf(stage)).isInstanceOf(CancellationException.class);
  }

  @Test
  void aStageOfNullIsNeitherAValueNorAFault() {
    CompletionStage<String> stage = CompletableFuture.completedFuture(null);
    assertThat(Stages.stateOf(stage)).isEqualTo(State.NOTHING);
    assertThatThrownBy(() -> Stages.valueOf(stage)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStageOnItsWayIsPending() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    assertThat(Stages.stateOf(stage)).isEqualTo(State.PENDING);
    assertThat(Stages.stateOf(stage.minimalCompletionStage())).isEqualTo(State.PENDING);
    assertThatThrownBy(() -> Stages.valueOf(stage)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Stages.faultOf(stage)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStageThatRefusesToBeSeenIsPending() {
    assertThat(Stages.stateOf(new Refusing())).isEqualTo(State.PENDING);
  }

  @Test
  void wrappersComeOffAnException() {
    assertThat(Stages.causeOf(new CompletionException(new CompletionException(fault))))
        .isSameAs(fault);
    assertThat(Stages.causeOf(fault)).isSameAs(fault);
    CompletionException bare = new CompletionException("bare", null);
    assertThat(Stages.causeOf(bare)).isSameAs(bare);
  }

  private static final class Refusing extends CompletableFuture<String> {
    @Override
    public CompletableFuture<String> toCompletableFuture() {
      throw new UnsupportedOperationException("refused");
    }
  }
}
