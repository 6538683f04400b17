package io.apigw.runtime.flow;

import io.apigw.api.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A streamed body whose bytes come when a test says so. */
final class ScriptedBody implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

  private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
  private boolean cancelled;

  private ScriptedBody() {}

  static ScriptedBody open() {
    return new ScriptedBody();
  }

  Body body() {
    return Body.stream(this);
  }

  Body body(long length) {
    return Body.stream(this, length);
  }

  boolean taken() {
    return subscriber != null;
  }

  boolean cancelled() {
    return cancelled;
  }

  ScriptedBody send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  ScriptedBody send(byte[] bytes) {
    if (!cancelled) {
      target().onNext(ByteBuffer.wrap(bytes));
    }
    return this;
  }

  void end() {
    target().onComplete();
  }

  void fail() {
    target().onError(new IOException("broken"));
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> target) {
    subscriber = target;
    target.onSubscribe(this);
  }

  @Override
  public void request(long n) {}

  @Override
  public void cancel() {
    cancelled = true;
  }

  private Flow.Subscriber<? super ByteBuffer> target() {
    Flow.Subscriber<? super ByteBuffer> known = subscriber;
    if (known == null) {
      throw new AssertionError("body: expected a subscriber but was none");
    }
    return known;
  }
}
