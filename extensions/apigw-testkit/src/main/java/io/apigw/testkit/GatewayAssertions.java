package io.apigw.testkit;

import io.apigw.api.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Assertions on what a gateway answers, to be imported beside AssertJ's own.
 *
 * <pre>{@code
 * assertThat(gateway.process(Request.get("/hello/ada"))).hasStatus(200).hasBody("Hello, ada");
 * assertThat(gateway.process(Request.get("/a"))).isRefused(429, "Too Many Requests");
 * }</pre>
 */
public final class GatewayAssertions {

  private GatewayAssertions() {}

  /**
   * Begins assertions on a response that may still be on its way; waits for it up to 10 seconds.
   *
   * @param response what the gateway returned
   * @return the assertions
   * @throws AssertionError when it has not come, or has failed: a gateway always answers
   */
  public static ResponseAssert assertThat(CompletionStage<Response> response) {
    return new ResponseAssert(Waits.valueOf("response", response));
  }

  /**
   * Begins assertions on a response that may still be on its way; waits for it up to 10 seconds.
   *
   * @param response what the gateway returned
   * @return the assertions
   * @throws AssertionError when it has not come, or has failed: a gateway always answers
   */
  public static ResponseAssert assertThat(CompletableFuture<Response> response) {
    return new ResponseAssert(Waits.valueOf("response", response));
  }

  /**
   * Begins assertions on a response.
   *
   * @param response the response
   * @return the assertions
   */
  public static ResponseAssert assertThat(Response response) {
    return new ResponseAssert(response);
  }
}
