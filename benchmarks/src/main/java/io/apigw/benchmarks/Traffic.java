package io.apigw.benchmarks;

import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.runtime.Gateway;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A gateway and the requests that are sent through it, one after another and again from the first. For one thread. */
final class Traffic implements AutoCloseable {

  private final Gateway gateway;
  private final Request[] requests;
  private final Runnable afterEach;
  private int next;

  private Traffic(Gateway gateway, List<Request> requests, Runnable afterEach) {
    this.gateway = gateway;
    this.afterEach = afterEach;
    this.requests = requests.toArray(new Request[0]);
  }

  /**
   * Returns traffic whose first request has been sent twice already, so that tokens are verified, caches filled and limits
   * used up.
   *
   * @param status what the second answer must have, as all after it
   */
  static Traffic of(Gateway.Builder builder, int status, List<Request> requests) {
    return of(builder, status, requests, () -> {});
  }

  /**
   * Returns traffic whose answers come later.
   *
   * @param afterEach brings the answer of the request before
   */
  static Traffic of(
      Gateway.Builder builder, int status, List<Request> requests, Runnable afterEach) {
    LastRecord records = new LastRecord();
    Gateway gateway = builder.metrics(records).build();
    Traffic traffic = new Traffic(gateway, requests, afterEach);
    int first = traffic.send(0);
    int second = traffic.send(0);
    if (second != status || records.records() != 2) {
      gateway.close();
      throw new IllegalStateException(
          "expected " + status + " but was " + first + ", then " + second + ", with " + records);
    }
    return traffic;
  }

  /** Sends the next request. */
  CompletionStage<Response> send() {
    Request request = requests[next];
    next = next + 1 == requests.length ? 0 : next + 1;
    CompletionStage<Response> response = gateway.process(request);
    afterEach.run();
    return response;
  }

  @Override
  public void close() {
    gateway.close();
  }

  private int send(int index) {
    next = index;
    return send().toCompletableFuture().join().status();
  }
}
