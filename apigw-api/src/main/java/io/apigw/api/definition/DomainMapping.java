package io.apigw.api.definition;

import java.util.Locale;
import java.util.Objects;

/**
 * A place under which a stage is reached: a host and the beginning of a path, which is cut off before routing. The most
 * exact host wins, then the longest base path, compared by whole segments.
 *
 * @param host {@code api.example.com}; {@code *.example.com} for any one label in its place; {@code *} for any host. Kept
 *     in lower case
 * @param basePath without slashes at its ends, such as {@code orders/v2}; empty for the whole host
 */
public record DomainMapping(String host, String basePath) {

  /** The host that stands for any. */
  public static final String ANY_HOST = "*";

  /** Brings the host into lower case. */
  public DomainMapping {
    host = Objects.requireNonNull(host, "host").toLowerCase(Locale.ROOT);
    Objects.requireNonNull(basePath, "basePath");
  }

  /** Returns whether any host will do. */
  public boolean anyHost() {
    return host.equals(ANY_HOST);
  }

  /** Returns whether the host begins with a wildcard label. */
  public boolean wildcardHost() {
    return host.startsWith("*.");
  }

  /** Returns host and base path, for example {@code api.example.com/shop}. */
  @Override
  public String toString() {
    return host + "/" + basePath;
  }
}
