package io.apigw.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;

/** Fixed keys, and tokens made with them of any header and claims, however wrong. */
final class TestTokens {

  static final ObjectMapper JSON = new ObjectMapper();

  static final JsonNode KEYS = resource("test-keys.json");

  private TestTokens() {}

  static JsonNode resource(String name) {
    try (InputStream in = TestTokens.class.getResourceAsStream(name)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A key by its name in the file, with its private part. */
  static JWK key(String name) {
    try {
      return JWK.parse(KEYS.get(name).toString());
    } catch (ParseException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  /** The public keys of these names as an issuer shows them. */
  static String keySet(String... names) {
    return keySetOf(Arrays.stream(names)
        .map(name -> key(name).toPublicJWK().toJSONString())
        .toArray(String[]::new));
  }

  /** A key set of entries as they are. */
  static String keySetOf(String... entries) {
    return Arrays.stream(entries).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A token of this header and these claims, signed by RS256 whatever the header says. */
  static String rs256(String header, String claims, String keyName) {
    return signed(header, claims, keyName, JWSAlgorithm.RS256);
  }

  static String signed(String header, String claims, String keyName, JWSAlgorithm algorithm) {
    String content = base64(header) + "." + base64(claims);
    byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
    try {
      JWK key = key(keyName);
      var signature = key instanceof ECKey ec
          ? new ECDSASigner(ec).sign(new JWSHeader(algorithm), bytes)
          : new RSASSASigner((RSAKey) key, Set.of(AllowWeakRSAKey.getInstance()))
              .sign(new JWSHeader(algorithm), bytes);
      return content + "." + signature;
    } catch (JOSEException e) {
      throw new IllegalArgumentException(keyName, e);
    }
  }
}
