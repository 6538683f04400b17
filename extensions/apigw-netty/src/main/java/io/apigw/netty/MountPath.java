package io.apigw.netty;

/** Which request-targets are the gateway's: those under a path, by whole segments. */
record MountPath(String path) {

  static MountPath of(String text) {
    if (text.equals("/")) {
      return new MountPath("");
    }
    boolean path = text.isEmpty() || (text.startsWith("/") && !text.endsWith("/"));
    if (!path || text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == '?' || c == '#')) {
      throw new IllegalArgumentException(
          "mountPath: expected a path such as /api, without a trailing slash, but was " + text);
    }
    return new MountPath(text);
  }

  boolean covers(String target) {
    if (path.isEmpty()) {
      return true;
    }
    int start = RequestTarget.pathStart(target);
    if (start < 0 || !target.startsWith(path, start)) {
      return false;
    }
    int end = start + path.length();
    return end == target.length() || target.charAt(end) == '/' || target.charAt(end) == '?';
  }
}
