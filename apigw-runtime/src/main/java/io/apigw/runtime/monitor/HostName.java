package io.apigw.runtime.monitor;

import org.jspecify.annotations.Nullable;

/** The name by which the client called us. */
final class HostName {

  private HostName() {}

  /** The header {@code Host} without its port. */
  static @Nullable String of(Recording record) {
    String host = record.request.headers().first("Host").orElse("");
    int port = host.lastIndexOf(':');
    return ContextVariables.filled(port > host.lastIndexOf(']') ? host.substring(0, port) : host);
  }

  /** The name's first label; none for an address. */
  static @Nullable String prefix(Recording record) {
    String host = of(record);
    if (host == null || host.startsWith("[")) {
      return null;
    }
    int dot = host.indexOf('.');
    return dot < 0 ? host : ContextVariables.filled(host.substring(0, dot));
  }
}
