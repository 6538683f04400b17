package io.apigw.api;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the host's TLS layer knows of a connection.
 *
 * @param protocol the protocol's name, for example {@code TLSv1.3}
 * @param serverName the name the client asked for (SNI), if it did
 * @param clientCertificates the client's verified chain, its own certificate first; empty without client TLS
 */
public record TlsInfo(
    String protocol, Optional<String> serverName, List<X509Certificate> clientCertificates) {

  /** Copies the list. */
  public TlsInfo {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(serverName, "serverName");
    clientCertificates = List.copyOf(clientCertificates);
  }
}
