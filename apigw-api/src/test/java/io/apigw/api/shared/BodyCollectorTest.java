package io.apigw.api.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodyCollectorTest {

  private final Source source = new Source();

  @Test
  void bodyInMemoryIsHandedBackAtOnceAsItIs() {
    Body body = Body.text("four");

    assertThat(value(BodyCollector.collect(body, 4))).containsSame(body);
    assertThat(value(BodyCollector.collect(body, 3))).isEmpty();
    assertThat(value(BodyCollector.collect(Body.empty(), 0))).isPresent();
  }

  @Test
  void valueThatIsNotYetWrittenIsNoStream() {
    Body body = Body.value(7);

    assertThat(value(BodyCollector.collect(body, 0))).containsSame(body);
  }

  @Test
  void streamIsTakenIntoMemoryWhenItEnds() {
    CompletionStage<Optional<Body>> stage = BodyCollector.collect(Body.stream(source), 10);
    source.give("0123");
    source.give("");
    source.give("456789");

    assertThat(Stages.stateOf(stage)).isEqualTo(Stages.State.PENDING);
    source.target().onComplete();
    assertThat(value(stage))
        .hasValueSatisfying(body -> assertThat(body.text()).isEqualTo("0123456789"));
    assertThat(source.cancelled).isFalse();
  }

  @Test
  void manySmallPiecesMakeOneBody() {
    CompletionStage<Optional<Body>> stage = BodyCollector.collect(Body.stream(source), 100_000);
    for (int i = 0; i < 50_000; i++) {
      source.give("ab");
    }
    source.target().onComplete();

    assertThat(value(stage)).hasValueSatisfying(body -> assertThat(body.bytes()).hasSize(100_000));
  }

  @Test
  void streamOverTheLimitIsCancelledWithTheFirstByteTooMany() {
    CompletionStage<Optional<Body>> stage = BodyCollector.collect(Body.stream(source), 4);
    source.give("0123");
    assertThat(source.cancelled).isFalse();
    source.give("4");

    assertThat(source.cancelled).isTrue();
    assertThat(value(stage)).isEmpty();
    source.give("5");
    source.target().onError(new IOException("after the end"));
    assertThat(value(stage)).isEmpty();
  }

  @Test
  void streamThatSaysItIsTooLongIsNeverBegun() {
    CompletionStage<Optional<Body>> stage = BodyCollector.collect(Body.stream(source, 5), 4);

    assertThat(value(stage)).isEmpty();
    assertThat(source.cancelled).isTrue();
    assertThat(source.requested).isZero();
  }

  @Test
  void streamThatBreaksFailsTheStage() {
    CompletionStage<Optional<Body>> stage = BodyCollector.collect(Body.stream(source), 4);
    source.give("01");
    IOException broken = new IOException("connection reset");
    source.target().onError(broken);

    assertThat(Stages.faultOf(stage)).isSameAs(broken);
  }

  @Test
  void streamThatWasTakenBeforeFailsTheStage() {
    Body body = Body.stream(source);
    body.discard();

    assertThat(Stages.faultOf(BodyCollector.collect(body, 4)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void secondSubscriptionIsCancelled() {
    CompletionStage<Optional<Body>> stage = BodyCollector.collect(Body.stream(source), 4);
    source.target().onSubscribe(source);

    assertThat(source.cancelled).isTrue();
    assertThat(Stages.stateOf(stage)).isEqualTo(Stages.State.PENDING);
  }

  @Test
  void cancelledCollectingCancelsItsSourceAndFails() {
    BodyCollector collector = BodyCollector.of(10, more -> true);
    CompletionStage<Optional<Body>> stage = collector.take(Body.stream(source));
    source.give("01");
    IOException gone = new IOException("gone");
    collector.cancel(gone);
    source.give("23");
    source.target().onComplete();

    assertThat(source.cancelled).isTrue();
    assertThat(collector.done()).isTrue();
    assertThat(Stages.faultOf(stage)).isSameAs(gone);
  }

  @Test
  void cancellingAfterTheEndChangesNothing() {
    BodyCollector collector = BodyCollector.of(10, more -> true);
    CompletionStage<Optional<Body>> stage = collector.take(Body.stream(source));
    source.give("01");
    source.target().onComplete();
    collector.cancel(new IOException("gone"));

    assertThat(source.cancelled).isFalse();
    assertThat(value(stage)).hasValueSatisfying(body -> assertThat(body.text()).isEqualTo("01"));
  }

  @Test
  void streamThatBeginsAfterItWasCancelledIsCancelledAtOnce() {
    List<Flow.Subscriber<? super ByteBuffer>> late = new ArrayList<>();
    BodyCollector collector = BodyCollector.of(10, more -> true);
    CompletionStage<Optional<Body>> stage = collector.take(Body.stream(late::add));
    collector.cancel(new IOException("gone"));
    late.get(0).onSubscribe(source);

    assertThat(source.cancelled).isTrue();
    assertThat(source.requested).isZero();
    assertThat(Stages.stateOf(stage)).isEqualTo(Stages.State.FAILED);
  }

  @Test
  void memoryIsAskedForAsBytesComeAndRefusedMemoryEndsTheStream() {
    List<Integer> asked = new ArrayList<>();
    BodyCollector collector = BodyCollector.of(100_000, more -> {
      asked.add(more);
      return asked.size() < 3;
    });
    CompletionStage<Optional<Body>> stage = collector.take(Body.stream(source, 100_000));
    assertThat(asked).isEmpty();
    source.give("x");
    source.give("x".repeat(8_191));
    assertThat(asked).containsExactly(8_192);
    source.give("x");
    assertThat(asked).containsExactly(8_192, 8_192);
    source.give("x".repeat(20_000));

    assertThat(asked).containsExactly(8_192, 8_192, 16_384);
    assertThat(source.cancelled).isTrue();
    assertThat(Stages.stateOf(stage)).isEqualTo(Stages.State.FAILED);
  }

  @Test
  void memoryThatTheBodyDoesNotNeedIsGivenBackAtItsEnd() {
    List<Integer> back = new ArrayList<>();
    BodyCollector collector = BodyCollector.of(100_000, new BodyCollector.Lender() {
      @Override
      public boolean lend(int more) {
        return true;
      }

      @Override
      public void giveBack(int less) {
        back.add(less);
      }
    });
    var unused = collector.take(Body.stream(source));
    source.give("abc");
    assertThat(back).isEmpty();
    source.target().onComplete();

    assertThat(back).containsExactly(8_189);
  }

  @Test
  void movesAreTheBytesThatHaveCome() {
    BodyCollector collector = BodyCollector.of(10, more -> true);
    var unused = collector.take(Body.stream(source));
    source.give("abc");

    assertThat(collector.moves()).isEqualTo(3);
    assertThat(collector.awaited()).isTrue();
    collector.standstill();
    assertThat(source.cancelled).isTrue();
    assertThat(collector.done()).isTrue();
  }

  private static Optional<Body> value(CompletionStage<Optional<Body>> stage) {
    return Objects.requireNonNull(Stages.valueOf(stage));
  }

  /** Publishes what the test gives it. */
  private static final class Source implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

    private Flow.@Nullable Subscriber<? super ByteBuffer> target;
    private boolean cancelled;
    private long requested;

    Flow.Subscriber<? super ByteBuffer> target() {
      return Objects.requireNonNull(target);
    }

    void give(String text) {
      target().onNext(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      target = subscriber;
      subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      requested += n;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }
}
