package io.apigw.api.integrate;

import io.apigw.api.Response;

/** A function of the host that answers a route: at once, or on an executor of its own when it may block. */
@FunctionalInterface
public interface HttpFunction {

  /**
   * Answers a call. Without an executor it runs on the request's thread and must not block. An exception or null
   * becomes the API's answer for a failed back end (REST 502, HTTP 500) and one log line;
   * {@link io.apigw.api.ResponseException} is sent as its response.
   *
   * @param call the request after routing and authorization
   * @return the answer
   * @throws Exception for a fault
   */
  Response call(FunctionCall call) throws Exception;
}
