package io.apigw.netty.upstream;

import org.jspecify.annotations.Nullable;

/** How exceptions are told in one line of a log. */
final class Failures {

  private static final int LONGEST = 300;

  private Failures() {}

  /** Names the deepest cause, and the outermost too where they differ: TLS tells the reason last. */
  static String line(@Nullable Throwable failure) {
    if (failure == null) {
      return "unknown";
    }
    Throwable deepest = failure;
    for (int depth = 0; depth < 8 && deepest.getCause() != null; depth++) {
      deepest = deepest.getCause();
    }
    String text = deepest.getMessage();
    String line = text == null
        ? deepest.getClass().getSimpleName()
        : deepest.getClass().getSimpleName() + ": " + text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
