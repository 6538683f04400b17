package io.apigw.runtime.monitor;

import io.apigw.api.TlsInfo;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The client's own certificate as {@code $context.identity.clientCert} shows it. */
final class ClientCertificate {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
          "MMM d HH:mm:ss yyyy 'GMT'", Locale.ENGLISH)
      .withZone(ZoneOffset.UTC);

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private ClientCertificate() {}

  static @Nullable String pem(Recording record) {
    return read(record, ClientCertificate::encoded);
  }

  static @Nullable String subject(Recording record) {
    return read(record, certificate -> certificate.getSubjectX500Principal().getName());
  }

  static @Nullable String issuer(Recording record) {
    return read(record, certificate -> certificate.getIssuerX500Principal().getName());
  }

  /** Pairs of hexadecimal digits with colons between them. */
  static @Nullable String serialNumber(Recording record) {
    return read(record, certificate -> {
      String digits = certificate.getSerialNumber().toString(16);
      String even = digits.length() % 2 == 0 ? digits : "0" + digits;
      return even.replaceAll("..(?!$)", "$0:");
    });
  }

  static @Nullable String notBefore(Recording record) {
    return read(record, certificate -> TIME.format(certificate.getNotBefore().toInstant()));
  }

  static @Nullable String notAfter(Recording record) {
    return read(record, certificate -> TIME.format(certificate.getNotAfter().toInstant()));
  }

  private static @Nullable String read(
      Recording record, Function<X509Certificate, @Nullable String> part) {
    Optional<TlsInfo> tls = record.request.connection().tls();
    return tls.isEmpty() || tls.get().clientCertificates().isEmpty()
        ? null
        : part.apply(tls.get().clientCertificates().get(0));
  }

  private static @Nullable String encoded(X509Certificate certificate) {
    try {
      return "-----BEGIN CERTIFICATE-----\n" + LINES.encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException unreadable) {
      return null;
    }
  }
}
