package io.apigw.api;

import java.util.Collection;
import java.util.Locale;

/** Finds what somebody probably meant who wrote a name that does not exist. */
final class NearNames {

  private static final int LONGEST_NAME = 100;

  private NearNames() {}

  /** A clause for the end of a message, or nothing when no name is near. */
  static String hint(Collection<String> names, String actual) {
    if (actual.length() > LONGEST_NAME) {
      return "";
    }
    String nearest = "";
    int least = Math.max(1, actual.length() / 3) + 1;
    for (String name : names) {
      if (name.length() <= LONGEST_NAME) {
        int distance = distance(name.toLowerCase(Locale.ROOT), actual.toLowerCase(Locale.ROOT));
        if (distance < least) {
          least = distance;
          nearest = name;
        }
      }
    }
    return nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
  }

  /** Levenshtein's: insertions, deletions and replacements that turn one name into the other. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
