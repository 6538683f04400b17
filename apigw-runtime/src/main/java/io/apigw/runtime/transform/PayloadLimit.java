package io.apigw.runtime.transform;

import io.apigw.api.Body;
import io.apigw.api.shared.MeteredStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of a stream whose length nobody has told: beyond the limit its source is cancelled and the stream
 * fails. A known length was checked before ({@code route} does so for requests), and such a stream is left alone.
 */
final class PayloadLimit implements MeteredStream.Meter {

  private final Body body;
  private final long limit;
  private long count;
  private volatile boolean exceeded;

  private PayloadLimit(Body body, long limit) {
    this.body = body;
    this.limit = limit;
  }

  /** Returns whether a body is known to be longer than the limit. */
  static boolean over(Body body, long limit) {
    return body.lengthOr(0) > limit;
  }

  /** Returns the limit of a stream of unknown length; null for any other body. */
  static @Nullable PayloadLimit of(Body body, long limit) {
    return body.streamed() && body.lengthOr(-1) < 0 ? new PayloadLimit(body, limit) : null;
  }

  /** Returns the stream that fails beyond the limit. */
  Body limited() {
    return MeteredStream.of(body, this);
  }

  /** Returns whether the stream has failed because it was too long; may be asked on any thread. */
  boolean exceeded() {
    return exceeded;
  }

  @Override
  public void pass(int bytes) throws IOException {
    count += bytes;
    if (count > limit) {
      exceeded = true;
      throw new IOException("body: expected at most " + limit + " bytes but was more");
    }
  }

  @Override
  public void end(boolean whole) {}
}
