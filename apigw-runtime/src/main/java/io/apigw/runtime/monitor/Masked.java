package io.apigw.runtime.monitor;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes credentials out of text that somebody else wrote, before it is logged. It knows them by the names they go by
 * and by the shape of a JSON Web Token; each expression reads the text once.
 */
final class Masked {

  static final String MASK = "***";

  /** Texts are cut to less than this when they are logged; what comes after is not looked at. */
  private static final int LONGEST = 4096;

  private static final String QUOTE_OR_END = "[\"']?[ \\t]*[:=][ \\t]*[\"']?";

  private static final Pattern WHOLE_HEADER = Pattern.compile(
      "(?i)((?:proxy-)?authorization|(?:set-)?cookie)(" + QUOTE_OR_END + ")[^\"'\\r\\n]+");

  private static final Pattern NAMED =
      Pattern.compile("(?i)(x-api-key|api[-_]?key|x-amz-security-token|x-amz-signature"
          + "|signature|[a-z_-]{0,20}token|client[-_]?secret|secret|passw(?:or)?d)(" + QUOTE_OR_END
          + ")[^\\s,;&\"'}\\])]+");

  private static final Pattern SCHEME = Pattern.compile(
      "\\b((?i:bearer|dpop)[ \\t]+)[\\w.~+/=-]{12,}|\\b((?i:basic)[ \\t]+)[a-z+/]*[A-Z0-9=][\\w+/=]*");

  private static final Pattern WEB_TOKEN = Pattern.compile("eyJ[\\w.~+/=-]{17,}");

  private static final Set<String> SECRET_NAMES = Set.of(
      "accesstoken",
      "apikey",
      "authorization",
      "clientsecret",
      "cookie",
      "idtoken",
      "password",
      "refreshtoken",
      "secret",
      "secretaccesskey",
      "sessiontoken",
      "token");

  private Masked() {}

  /** Returns the text with {@code ***} in place of every credential that it shows. */
  static String text(String text) {
    String seen = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    if (seen.length() < 8) {
      return seen;
    }
    String masked = WHOLE_HEADER.matcher(seen).replaceAll("$1$2" + MASK);
    masked = NAMED.matcher(masked).replaceAll("$1$2" + MASK);
    masked = SCHEME.matcher(masked).replaceAll("$1$2" + MASK);
    return WEB_TOKEN.matcher(masked).replaceAll(MASK);
  }

  /** Returns whether a variable's last name says that its value is a credential. */
  static boolean secretName(String variable) {
    String last = variable.substring(variable.lastIndexOf('.') + 1);
    return SECRET_NAMES.contains(last.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT));
  }
}
