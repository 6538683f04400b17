package io.apigw.netty;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A key and a certificate for it, signed by itself, made anew by the JDK's keytool. */
record Identity(PrivateKey key, X509Certificate certificate) {

  /** Writes both as PEM, and returns the two files' common path, which lacks {@code .crt} and {@code .key}. */
  Path pem(Path folder) throws Exception {
    String name = certificate.getSubjectX500Principal().getName().replaceAll("[^a-z]", "");
    Files.writeString(folder.resolve(name + ".crt"), pem("CERTIFICATE", certificate.getEncoded()));
    Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded()));
    return folder.resolve(name);
  }

  static Path chain(Path pem) {
    return pem.resolveSibling(pem.getFileName() + ".crt");
  }

  static Path key(Path pem) {
    return pem.resolveSibling(pem.getFileName() + ".key");
  }

  private static String pem(String type, byte[] bytes) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }

  static Identity of(Path folder, String commonName) throws Exception {
    Path store = folder.resolve(commonName + ".p12");
    Process keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "it",
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + commonName,
            "-validity",
            "2",
            "-ext",
            "san=dns:" + commonName,
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            "password")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      keys.load(file, "password".toCharArray());
    }
    return new Identity((PrivateKey) keys.getKey("it", "password".toCharArray()), (X509Certificate)
        keys.getCertificate("it"));
  }
}
