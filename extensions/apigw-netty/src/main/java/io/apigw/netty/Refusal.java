package io.apigw.netty;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.netty.handler.codec.http.HttpResponseStatus;

/** What the host itself answers when a request never reaches the gateway, or the gateway gives no answer. */
final class Refusal {

  private static final Headers JSON = Headers.of("Content-Type", "application/json");

  /** The media type that AWS's front end gives the texts it writes bare. */
  private static final Headers BARE = Headers.of("Content-Type", "text; charset=utf-8");

  private Refusal() {}

  /** Answers in the gateway's own words. */
  static Response response(int status) {
    if (status == 431) {
      return Response.of(status, BARE, Body.text("HTTP header is larger than 10240 bytes."));
    }
    String text = status == 414
        ? "Request URI too long"
        : HttpResponseStatus.valueOf(status).reasonPhrase();
    return Response.of(status, JSON, Body.json("{\"message\":\"" + text + "\"}"));
  }
}
