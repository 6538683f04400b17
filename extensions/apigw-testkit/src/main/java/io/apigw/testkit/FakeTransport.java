package io.apigw.testkit;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.RequestExecutor;
import io.apigw.api.integrate.HttpTransport;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A transport without a network: it takes each request's body, answers what a test lines up, after that always the
 * same, and remembers the requests.
 */
public final class FakeTransport implements HttpTransport {

  private final Script<TransportRequest, TransportResult> script;
  private final List<TransportRequest> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger cancelled = new AtomicInteger();

  private FakeTransport(Function<? super TransportRequest, ? extends TransportResult> usual) {
    this.script = new Script<>(usual);
  }

  /**
   * Returns a transport whose back ends all answer 200 without headers and body.
   *
   * @return the transport
   */
  public static FakeTransport create() {
    return new FakeTransport(any -> reply(200, ""));
  }

  /**
   * Returns a transport that reaches nobody.
   *
   * @return the transport
   */
  public static FakeTransport unreachable() {
    return new FakeTransport(request -> new TransportResult.Failure(
        TransportResult.Kind.CONNECT, "no network in this test: " + request.origin()));
  }

  /**
   * Returns an answer to line up.
   *
   * @param status its status code
   * @param text its body
   * @param namesAndValues its headers: name, value, name, value …
   * @return the answer
   */
  public static TransportResult reply(int status, String text, String... namesAndValues) {
    return new TransportResult.Reply(status, Headers.of(namesAndValues), Body.text(text));
  }

  /**
   * Lines up one answer.
   *
   * @param result what one request gets
   * @return this
   */
  public FakeTransport then(TransportResult result) {
    Objects.requireNonNull(result, "result");
    script.then(any -> CompletableFuture.completedFuture(result));
    return this;
  }

  /**
   * Lines up one answer that comes when the test says so.
   *
   * @return what gives the answer
   */
  public LaterAnswer<TransportResult> thenLater() {
    LaterAnswer<TransportResult> answer = new LaterAnswer<>();
    script.then(any -> answer.stage());
    return answer;
  }

  /**
   * Answers by a function from now on; forgets what was lined up.
   *
   * @param answer what answers each request; may throw, and answer null or by a failed stage
   * @return this
   */
  public FakeTransport always(
      Function<? super TransportRequest, ? extends CompletionStage<TransportResult>> answer) {
    script.always(answer);
    return this;
  }

  /**
   * Returns the requests whose body has come whole, in order; their bodies are in memory.
   *
   * @return the requests
   */
  public List<TransportRequest> requests() {
    return List.copyOf(requests);
  }

  /**
   * Returns the one request so far.
   *
   * @return the request
   * @throws AssertionError when there is none, or more than one
   */
  public TransportRequest request() {
    List<TransportRequest> all = requests();
    if (all.size() != 1) {
      throw new AssertionError("requests: expected one but was " + all);
    }
    return all.get(0);
  }

  /**
   * Returns how many of the requests were told that their client has gone.
   *
   * @return the number
   */
  public int cancelled() {
    return cancelled.get();
  }

  @Override
  public CompletionStage<TransportResult> send(TransportRequest request, RequestExecutor executor) {
    executor.onCancel(cancelled::incrementAndGet);
    if (!request.body().streamed()) {
      return answer(request);
    }
    return Bodies.collect(request.body())
        .handle((body, fault) -> fault == null
            ? answer(new TransportRequest(
                request.method(),
                request.origin(),
                request.target(),
                request.headers(),
                body,
                request.timeout()))
            : CompletableFuture.<TransportResult>completedFuture(
                new TransportResult.Failure(TransportResult.Kind.REQUEST_BODY, fault.toString())))
        .thenCompose(Function.identity());
  }

  private CompletionStage<TransportResult> answer(TransportRequest request) {
    requests.add(request);
    return script.answer(request);
  }
}
