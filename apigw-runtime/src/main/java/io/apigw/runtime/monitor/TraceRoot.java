package io.apigw.runtime.monitor;

import org.jspecify.annotations.Nullable;

/** The id of an X-Ray trace, for example {@code 1-5759e988-bd862e3fe1be46a994272793}. */
final class TraceRoot {

  private static final int LONGEST_HEADER = 256;
  private static final String NAME = "Root=";
  private static final String FORM = "1-xxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx";

  private TraceRoot() {}

  /** The trace that a header says the request belongs to, if it says so in the proper form. */
  static @Nullable String of(String header) {
    if (header.length() > LONGEST_HEADER) {
      return null;
    }
    int start = (header.startsWith(NAME) ? 0 : header.indexOf(";" + NAME) + 1) + NAME.length();
    int end = start + FORM.length();
    boolean named = header.startsWith(NAME, start - NAME.length());
    if (!named || end > header.length() || (end < header.length() && header.charAt(end) != ';')) {
      return null;
    }
    String root = header.substring(start, end);
    return wellFormed(root) ? root : null;
  }

  private static boolean wellFormed(String root) {
    for (int i = 0; i < FORM.length(); i++) {
      char c = root.charAt(i);
      boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (FORM.charAt(i) == 'x' ? !hex : c != FORM.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
