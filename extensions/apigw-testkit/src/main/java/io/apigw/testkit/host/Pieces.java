package io.apigw.testkit.host;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;

/** Publishers that give some buffers, and then do what they should or what they should not. */
final class Pieces {

  private Pieces() {}

  /** What a publisher does when its buffers are given. */
  interface Ending {
    void end(Flow.Subscriber<? super ByteBuffer> subscriber);
  }

  static Flow.Publisher<ByteBuffer> of(ByteBuffer... buffers) {
    return of(List.of(buffers), Flow.Subscriber::onComplete);
  }

  /** Gives the buffers as they are asked for, and ends within the same call. */
  static Flow.Publisher<ByteBuffer> of(List<ByteBuffer> buffers, Ending ending) {
    return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
      private int next;
      private boolean giving;
      private long wanted;
      private boolean over;

      @Override
      public void request(long n) {
        wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
        if (giving) {
          return;
        }
        giving = true;
        while (!over && wanted > 0 && next < buffers.size()) {
          wanted--;
          subscriber.onNext(buffers.get(next++).duplicate());
        }
        if (!over && next == buffers.size()) {
          over = true;
          ending.end(subscriber);
        }
        giving = false;
      }

      @Override
      public void cancel() {
        over = true;
      }
    });
  }
}
