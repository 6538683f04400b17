package io.apigw.netty;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The two sides of TLS for {@code localhost}.
 *
 * @param chain a PEM file with the server's certificate
 * @param key a PEM file with its key
 * @param client what a client needs to trust it
 */
record LocalTls(Path chain, Path key, SSLContext client) {

  static LocalTls in(Path folder) throws Exception {
    Identity identity = Identity.of(folder, "localhost");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("it", identity.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext client = SSLContext.getInstance("TLS");
    client.init(null, trust.getTrustManagers(), null);
    return new LocalTls(
        pem(folder, "CERTIFICATE", identity.certificate().getEncoded()),
        pem(folder, "PRIVATE KEY", identity.key().getEncoded()),
        client);
  }

  private static Path pem(Path folder, String kind, byte[] content) throws Exception {
    String text = "-----BEGIN " + kind + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END "
        + kind
        + "-----\n";
    return Files.writeString(folder.resolve(kind + ".pem"), text);
  }
}
