package io.apigw.auth.custom;

import io.apigw.api.JsonEngine;
import io.apigw.api.JsonException;
import io.apigw.api.JsonValue;
import io.apigw.api.authorize.AsyncAuthorizerFunction;
import io.apigw.api.authorize.AuthorizerCode;
import io.apigw.api.authorize.AuthorizerFunction;
import io.apigw.api.authorize.EventFunction;
import io.apigw.api.engine.EngineContext;
import io.apigw.auth.fetch.Fetch;
import io.apigw.auth.fetch.HttpAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Makes of the code behind a name what asks it.
 *
 * @param context what the gateway lends
 * @param events makes the events of Lambda-shaped code
 * @param reader reads what that answers
 * @param limit how long somebody elsewhere may take
 */
record AnswerSources(
    EngineContext context, AuthorizerEvents events, AnswerReader reader, Duration limit)
    implements AuthorizerCode.Cases<AnswerSource> {

  @Override
  public AnswerSource inPlace(AuthorizerFunction function) {
    return (call, identity) -> CompletableFuture.completedFuture(Answer.of(function.decide(call)));
  }

  @Override
  public AnswerSource blocking(Executor executor, AuthorizerFunction function) {
    return (call, identity) -> {
      CompletableFuture<Answer> answer = new CompletableFuture<>();
      executor.execute(() -> {
        try {
          answer.complete(Answer.of(function.decide(call)));
        } catch (Throwable fault) {
          answer.completeExceptionally(fault);
        }
      });
      return answer;
    };
  }

  @Override
  public AnswerSource later(AsyncAuthorizerFunction function) {
    return (call, identity) -> function.decide(call).thenApply(Answer::of);
  }

  @Override
  public AnswerSource event(EventFunction function) {
    return (call, identity) -> function.call(events.of(call, identity)).thenApply(reader::read);
  }

  @Override
  public AnswerSource remote(String url) {
    HttpAddress address = HttpAddress.of(url);
    return (call, identity) -> Fetch.post(
            context, call.executor(), address, events.of(call, identity), limit)
        .thenApply(document ->
            document.match(json -> reader.readRemote(parsed(context.json(), json)), bad -> {
              throw new UnusableAnswer("no answer of " + address + ": " + bad.detail());
            }));
  }

  /** A name without code is not deployed. */
  @Override
  public AnswerSource unbound() {
    throw new IllegalArgumentException("code: expected some behind the name but was none");
  }

  private static JsonValue parsed(JsonEngine json, byte[] text) {
    try {
      return json.parse(text);
    } catch (JsonException noJson) {
      throw new UnusableAnswer("expected JSON: " + noJson.getMessage());
    }
  }
}
