package io.apigw.netty.upstream;

import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import org.jspecify.annotations.Nullable;

/** How exceptions are told in one line of a log. */
final class Failures {

  private static final int LONGEST = 300;

  private Failures() {}

  /** Names the deepest cause: TLS tells the reason last. */
  static String line(@Nullable Throwable failure) {
    if (failure == null) {
      return "unknown";
    }
    Throwable deepest = failure;
    for (int depth = 0; depth < 8 && deepest.getCause() != null; depth++) {
      deepest = deepest.getCause();
    }
    String text = deepest.getMessage();
    String name = deepest.getClass().getSimpleName();
    return line(text == null ? name : name + ": " + text);
  }

  /** Makes one line of a text, of bounded length. */
  static String line(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  /** Says that a request was not sent, and why. */
  static Failure unsendable(TransportRequest request, String problem) {
    return new Failure(Kind.CONNECT, line(request.toString()) + " cannot be sent: " + problem);
  }
}
