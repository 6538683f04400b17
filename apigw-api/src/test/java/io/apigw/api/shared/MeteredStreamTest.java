package io.apigw.api.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeteredStreamTest {

  private final Count inner = new Count(10);
  private final Count outer = new Count(100);
  private final Taker taker = new Taker();
  private final Pieces pieces = new Pieces();
  private final Body body = MeteredStream.of(MeteredStream.of(Body.stream(pieces), inner), outer);

  @Test
  void everyMeterHearsOfTheBytesAndOfTheEnd() {
    body.publisher().subscribe(taker);
    pieces.give("abc");
    pieces.give("de");
    pieces.target().onComplete();

    assertThat(taker.seen).containsExactly("abc", "de", "complete");
    assertThat(inner.seen).containsExactly("3", "2", "whole");
    assertThat(outer.seen).containsExactly("3", "2", "whole");
  }

  @Test
  void objectionCancelsTheSourceAndFailsTheStreamOnce() {
    body.publisher().subscribe(taker);
    pieces.give("0123456789");
    pieces.give("x");
    pieces.give("y");
    pieces.target().onComplete();

    assertThat(pieces.cancelled).isTrue();
    assertThat(taker.seen).containsExactly("0123456789", "too much");
    assertThat(inner.seen).containsExactly("10", "1", "broken");
    assertThat(outer.seen).containsExactly("10", "broken");
  }

  @Test
  void cancellingIsAnEndThatIsNotWhole() {
    body.publisher().subscribe(taker);
    taker.subscription().cancel();
    pieces.target().onError(new IOException("late"));

    assertThat(pieces.cancelled).isTrue();
    assertThat(inner.seen).containsExactly("broken");
    assertThat(outer.seen).containsExactly("broken");
  }

  @Test
  void publisherThatThrowsIsAFailedStream() {
    Body broken = MeteredStream.of(
        Body.stream(subscriber -> {
          throw new IllegalStateException("no");
        }),
        inner);
    broken.publisher().subscribe(taker);

    assertThat(taker.seen).containsExactly("no");
    assertThat(inner.seen).containsExactly("broken");
  }

  @Test
  void sourceIsFoundAgainWithItsMetersInOrder() throws IOException {
    MeteredStream.Source source = MeteredStream.source(body);

    assertThat(source.publisher()).isSameAs(pieces);
    assertThat(source.meters()).containsExactly(outer, inner);
    source.pass(4);
    source.end(true);
    assertThat(inner.seen).containsExactly("4", "whole");
    assertThat(outer.seen).containsExactly("4", "whole");
  }

  @Test
  void sourceMayBeSubscribedToWithItsMeters() {
    MeteredStream.source(body).subscribe(taker);
    pieces.give("abc");
    pieces.target().onComplete();

    assertThat(taker.seen).containsExactly("abc", "complete");
    assertThat(inner.seen).containsExactly("3", "whole");
    assertThat(outer.seen).containsExactly("3", "whole");
  }

  @Test
  void lengthIsKept() {
    assertThat(MeteredStream.of(Body.stream(pieces, 7), inner).length()).hasValue(7);
    assertThat(MeteredStream.of(Body.stream(pieces), inner).length()).isEmpty();
  }

  private static final class Count implements MeteredStream.Meter {

    private final List<String> seen = new ArrayList<>();
    private int left;

    Count(int limit) {
      this.left = limit;
    }

    @Override
    public void pass(int bytes) throws IOException {
      seen.add(String.valueOf(bytes));
      left -= bytes;
      if (left < 0) {
        throw new IOException("too much");
      }
    }

    @Override
    public void end(boolean whole) {
      seen.add(whole ? "whole" : "broken");
    }
  }

  private static final class Pieces implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

    private Flow.@Nullable Subscriber<? super ByteBuffer> target;
    private boolean cancelled;

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
    public void request(long n) {}

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private static final class Taker implements Flow.Subscriber<ByteBuffer> {

    private final List<String> seen = new ArrayList<>();
    private Flow.@Nullable Subscription subscription;

    Flow.Subscription subscription() {
      return Objects.requireNonNull(subscription);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      seen.add(StandardCharsets.UTF_8.decode(buffer).toString());
    }

    @Override
    public void onError(Throwable failure) {
      seen.add(String.valueOf(failure.getMessage()));
    }

    @Override
    public void onComplete() {
      seen.add("complete");
    }
  }
}
