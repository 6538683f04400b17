package io.apigw.api.shared;

import io.apigw.api.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * A stream that somebody counts along: whom it is for gets it unchanged. Who can take the bytes in another form than
 * a {@code ByteBuffer} finds the source again by {@link #source(Body)} and tells the meters himself.
 */
public final class MeteredStream implements Flow.Publisher<ByteBuffer> {

  private final Body body;
  private final Meter meter;

  private MeteredStream(Body body, Meter meter) {
    this.body = body;
    this.meter = meter;
  }

  /**
   * Returns a body with its bytes counted on their way.
   *
   * @param stream a stream; it is taken when the result is
   * @param meter who counts, of this one body
   */
  public static Body of(Body stream, Meter meter) {
    MeteredStream metered = new MeteredStream(stream, meter);
    long length = stream.lengthOr(-1);
    return length < 0 ? Body.stream(metered) : Body.stream(metered, length);
  }

  /**
   * Takes a body's stream, and tells where its bytes come from. The result is taken once, too: subscribed to, or its
   * publisher taken in another way and the meters told.
   *
   * @param body a stream that nobody has taken
   * @throws IllegalStateException when the stream was taken before
   */
  public static Source source(Body body) {
    Flow.Publisher<ByteBuffer> publisher = body.publisher();
    if (!(publisher instanceof MeteredStream outer)) {
      return new Source(publisher, List.of());
    }
    List<Meter> meters = new ArrayList<>(2);
    MeteredStream metered = outer;
    while (true) {
      meters.add(metered.meter);
      publisher = metered.body.publisher();
      if (!(publisher instanceof MeteredStream inner)) {
        return new Source(publisher, meters);
      }
      metered = inner;
    }
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    new CountingSubscriber(subscriber, meter).subscribeTo(body.publisher());
  }

  /** Counts the bytes of one body. Calls come one after another, but for the end of a body that is cancelled. */
  public interface Meter {

    /**
     * Hears of bytes before they go on.
     *
     * @throws IOException when they must not: the source is cancelled, and the stream fails with this
     */
    void pass(int bytes) throws IOException;

    /**
     * Hears that nothing more will come; called once.
     *
     * @param whole whether the stream came to its own end, and not to a failure or a cancellation
     */
    void end(boolean whole);
  }

  /**
   * Where a stream's bytes come from.
   *
   * @param publisher the innermost stream
   * @param meters who counts along, from the outermost in
   */
  public record Source(Flow.Publisher<ByteBuffer> publisher, List<Meter> meters)
      implements Flow.Publisher<ByteBuffer> {

    /** Subscribes to the stream with all its meters. */
    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      if (meters.isEmpty()) {
        publisher.subscribe(subscriber);
        return;
      }
      CountingSubscriber innermost = new CountingSubscriber(subscriber, meters.get(0));
      for (Meter meter : meters.subList(1, meters.size())) {
        innermost = new CountingSubscriber(innermost, meter);
      }
      innermost.subscribeTo(publisher);
    }

    /**
     * Tells all meters of bytes, the innermost first.
     *
     * @throws IOException the first objection
     */
    public void pass(int bytes) throws IOException {
      for (int i = meters.size() - 1; i >= 0; i--) {
        meters.get(i).pass(bytes);
      }
    }

    /** Tells all meters of the end; to be called once. */
    public void end(boolean whole) {
      for (int i = meters.size() - 1; i >= 0; i--) {
        meters.get(i).end(whole);
      }
    }
  }
}
