package io.apigw.runtime.integrate;

import io.apigw.runtime.monitor.Recording;
import java.util.Locale;

/**
 * What an operator reads of an integration that failed: one line with the request's id and route. What comes from
 * outside is cut and escaped, so that it stays one line and moves no cursor.
 */
final class IntegrationLog {

  /** The log of the process. */
  static final IntegrationLog SYSTEM = new IntegrationLog(System.getLogger("io.apigw.integrate"));

  private static final int MOST_CHARACTERS = 1000;

  private final System.Logger logger;

  IntegrationLog(System.Logger logger) {
    this.logger = logger;
  }

  /** A back end or its way failed. */
  void failed(Recording record, String what) {
    logger.log(System.Logger.Level.WARNING, line(record, escaped(what)));
  }

  /** A function did what works but should not be done. */
  void advise(Recording record, String advice) {
    logger.log(System.Logger.Level.WARNING, line(record, escaped(advice)));
  }

  /** One line of text: control and format characters as their code, no more than some hundred characters. */
  static String escaped(String text) {
    int end = Math.min(text.length(), MOST_CHARACTERS);
    int clean = 0;
    while (clean < end && plain(text.charAt(clean))) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(end + 16).append(text, 0, clean);
    for (int i = clean; i < end; i++) {
      char c = text.charAt(i);
      if (plain(c)) {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return out.append(end < text.length() ? "…" : "").toString();
  }

  private static String line(Recording record, String what) {
    return "request " + record.requestId() + ", API " + record.apiId() + ", route "
        + record.routeKey() + ": " + what;
  }

  private static boolean plain(char c) {
    boolean ascii = c >= ' ' && c < 0x7f;
    boolean breaksLines = c == '\u2028' || c == '\u2029';
    return ascii || (c > 0x9f && Character.getType(c) != Character.FORMAT && !breaksLines);
  }
}
