package io.apigw.runtime.route;

/** The verbs that routes may name, as places in an array. */
final class Verbs {

  /** How many there are; {@code ANY} stands for all of them and for no other. */
  static final int COUNT = 7;

  /** A verb that no route can name: only {@code $default} takes it. */
  static final int OTHER = -1;

  private Verbs() {}

  static int indexOf(String verb) {
    return switch (verb) {
      case "DELETE" -> 0;
      case "GET" -> 1;
      case "HEAD" -> 2;
      case "OPTIONS" -> 3;
      case "PATCH" -> 4;
      case "POST" -> 5;
      case "PUT" -> 6;
      default -> OTHER;
    };
  }

  /**
   * Whether a verb is one that nothing may see: TRACE echoes credentials, CONNECT opens tunnels, and what only looks
   * like a verb ({@code get}) would pass by the route of the verb that a lenient back end takes it for.
   */
  static boolean refused(String verb) {
    if (verb.equalsIgnoreCase("TRACE") || verb.equalsIgnoreCase("CONNECT")) {
      return true;
    }
    for (int i = 0; i < verb.length(); i++) {
      if (verb.charAt(i) >= 'a' && verb.charAt(i) <= 'z') {
        return true;
      }
    }
    return false;
  }
}
