package io.apigw.auth.policy;

import io.apigw.api.authorize.AccessRequest;
import java.util.List;

/**
 * An ARN with wildcards, compared field by field: a wildcard never reaches over one of the first five colons. Fields
 * that are missing at the end match anything.
 */
final class ArnPattern {

  private static final int FIELDS = 6;

  private final boolean everything;
  private final String beginning;
  private final List<PolicyText> fields;

  private ArnPattern(boolean everything, String beginning, List<PolicyText> fields) {
    this.everything = everything;
    this.beginning = beginning;
    this.fields = fields;
  }

  static ArnPattern of(String text, boolean variables) {
    return new ArnPattern(
        text.equals("*"), beginning(text, variables), PolicyText.arnFields(text, variables));
  }

  boolean matches(String arn, AccessRequest request) {
    if (everything) {
      return true;
    }
    if (!arn.startsWith(beginning)) {
      return false;
    }
    int from = 0;
    for (int field = 0; field < fields.size(); field++) {
      int colon = field == FIELDS - 1 ? -1 : arn.indexOf(':', from);
      if (colon < 0 && field < FIELDS - 1) {
        return false;
      }
      int to = colon < 0 ? arn.length() : colon;
      if (!fields.get(field).matches(arn, from, to, request)) {
        return false;
      }
      from = to + 1;
    }
    return true;
  }

  /** What every ARN begins with that matches: the text before the first wildcard or variable. */
  private static String beginning(String text, boolean variables) {
    int end = 0;
    while (end < text.length()
        && "*?".indexOf(text.charAt(end)) < 0
        && !(variables && text.startsWith("${", end))) {
      end++;
    }
    return text.substring(0, end);
  }
}
