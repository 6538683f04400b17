package io.apigw.netty;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.netty.handler.codec.http.HttpResponseStatus;

/** What the host itself answers when a request never reaches the gateway, or the gateway gives no answer. */
final class Refusal {

  private static final Headers JSON = Headers.of("Content-Type", "application/json");

  private Refusal() {}

  static Response response(int status) {
    String text = status == 414
        ? "Request URI too long"
        : HttpResponseStatus.valueOf(status).reasonPhrase();
    return Response.of(status, JSON, Body.json("{\"message\":\"" + text + "\"}"));
  }
}
