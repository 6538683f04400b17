package io.apigw.api.definition;

import io.apigw.api.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which hosts and base paths a stage may be reached under. */
final class DomainRules {

  private static final int MAX_BASE_PATH = 300;
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern HOST =
      Pattern.compile("(?:\\*\\.)?" + LABEL + "(?:\\." + LABEL + ")*");
  private static final Pattern ADDRESS = Pattern.compile("\\[[0-9a-f:.]+]");
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9$_.+!*'()-]+");

  private DomainRules() {}

  static void check(List<DomainMapping> mappings, List<Problem> problems) {
    Set<DomainMapping> seen = new HashSet<>();
    for (DomainMapping mapping : mappings) {
      String path = "domains[" + mapping + "]";
      if (!seen.add(mapping)) {
        problems.add(Problem.expected(path, "each mapping once", "twice"));
      }
      if (!host(mapping)) {
        problems.add(Problem.expected(
            path + ".host",
            "a host name without port, *.example.com or an address in brackets",
            mapping.host()));
      }
      if (!basePath(mapping.basePath())) {
        problems.add(Problem.expected(
            path + ".basePath",
            "segments of letters, digits and $ - _ . + ! * ' ( ) joined by slashes, without one at its ends, up to 300"
                + " characters",
            mapping.basePath()));
      }
    }
  }

  private static boolean host(DomainMapping mapping) {
    String host = mapping.host();
    return mapping.anyHost()
        || HOST.matcher(host).matches()
        || ADDRESS.matcher(host).matches();
  }

  private static boolean basePath(String basePath) {
    if (basePath.isEmpty()) {
      return true;
    }
    for (String segment : basePath.split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    return basePath.length() <= MAX_BASE_PATH;
  }
}
