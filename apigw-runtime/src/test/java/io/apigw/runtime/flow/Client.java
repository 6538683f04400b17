package io.apigw.runtime.flow;

import io.apigw.api.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes a streamed body as a host does, and goes away when a test says so. */
final class Client implements Flow.Subscriber<ByteBuffer> {

  private final StringBuilder text = new StringBuilder();
  private Flow.@Nullable Subscription subscription;
  private @Nullable Throwable failure;
  private int ends;

  private Client() {}

  static Client of(Response response) {
    Client client = new Client();
    response.body().publisher().subscribe(client);
    return client;
  }

  String text() {
    return text.toString();
  }

  boolean failed() {
    return failure != null;
  }

  /** How often the stream has ended or failed: never more than once. */
  int ends() {
    return ends;
  }

  void leave() {
    Flow.Subscription known = subscription;
    if (known == null) {
      throw new AssertionError("body: expected a subscription but was none");
    }
    known.cancel();
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    text.append(StandardCharsets.UTF_8.decode(buffer));
  }

  @Override
  public void onError(Throwable thrown) {
    failure = thrown;
    ends++;
  }

  @Override
  public void onComplete() {
    ends++;
  }
}
