package io.apigw.runtime.route;

import io.apigw.api.Headers;
import io.apigw.api.QueryString;
import io.apigw.api.Request;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * How large a request may be. REST: 10 240 bytes for all header lines, and as many for the target. HTTP: 10 240 bytes for
 * the request line and the values of all headers. Both: the stage's payload, and as many query parameters as
 * {@link QueryString} admits.
 */
final class RequestLimits {

  private static final int HEAD = 10_240;

  /** Colon, blank and line end of a header; two blanks and line end of a request line. */
  private static final int PUNCTUATION = 4;

  private static final Rejection URI = Rejection.of(GatewayResponseType.URI_TOO_LONG);
  private static final Rejection HEADERS = Rejection.of(GatewayResponseType.HEADERS_TOO_LARGE);
  private static final Rejection PAYLOAD = Rejection.of(GatewayResponseType.REQUEST_TOO_LARGE);
  private static final Rejection PARAMETERS = Rejection.of(GatewayResponseType.BAD_REQUEST)
      .withFacts("query: more than " + QueryString.MAX_PARAMETERS + " parameters");

  private RequestLimits() {}

  /** Says which limit a request is over, if it is over one. */
  static @Nullable Rejection exceeded(Request request, CompiledStage stage) {
    int line = stage.rest()
        ? request.target().length()
        : request.method().length()
            + request.target().length()
            + request.protocol().length()
            + PUNCTUATION;
    if (line > HEAD) {
      return URI;
    }
    if ((stage.rest() ? lines(request.headers()) : line + values(request.headers())) > HEAD) {
      return HEADERS;
    }
    if (payload(request) > stage.payloadLimit()) {
      return PAYLOAD;
    }
    return tooManyParameters(request) ? PARAMETERS : null;
  }

  private static int lines(Headers headers) {
    int bytes = values(headers);
    for (int i = 0; i < headers.size(); i++) {
      bytes += headers.name(i).length() + PUNCTUATION;
    }
    return bytes;
  }

  private static int values(Headers headers) {
    int bytes = 0;
    for (int i = 0; i < headers.size(); i++) {
      bytes += headers.value(i).length();
    }
    return bytes;
  }

  /** The length of the body as far as it is known now; a stream that tells none is counted while it flows. */
  private static long payload(Request request) {
    long length = request.body().lengthOr(-1);
    return length < 0 ? contentLength(request.headers()) : length;
  }

  /** The digits of the header; whatever else it may be is the host's to refuse. */
  private static long contentLength(Headers headers) {
    int index = headers.indexOf("Content-Length", 0);
    String text = index < 0 ? "" : headers.value(index);
    long length = 0;
    for (int i = 0; i < text.length() && length < Long.MAX_VALUE / 100; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      length = 10 * length + digit;
    }
    return length;
  }

  /** Counts separators first, so that a query is only read when it might have too many. */
  private static boolean tooManyParameters(Request request) {
    String target = request.target();
    int separators = 0;
    for (int i = target.indexOf('?'); i >= 0 && i < target.length(); i++) {
      if (target.charAt(i) == '&' || target.charAt(i) == ';') {
        separators++;
      }
    }
    return separators >= QueryString.MAX_PARAMETERS && !readable(request);
  }

  private static boolean readable(Request request) {
    try {
      return request.query() != null;
    } catch (IllegalArgumentException tooMany) {
      return false;
    }
  }
}
