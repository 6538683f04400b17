package io.apigw.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeySetTest {

  private static final String GOOD = TestTokens.key("rsa2").toPublicJWK().toJSONString();

  private static Optional<KeySet> parse(String json) {
    return KeySet.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether an entry can be used beside a good one. */
  private static boolean usable(String entry, String id) {
    KeySet set = parse(TestTokens.keySetOf(entry, GOOD)).orElseThrow();
    assertThat(set.find("rsa-2")).as("the good one is kept").isPresent();
    return set.find(id).isPresent();
  }

  private static String entry(String key, String member, String value) {
    try {
      ObjectNode jwk = (ObjectNode)
          TestTokens.JSON.readTree(TestTokens.key(key).toPublicJWK().toJSONString());
      JsonNode node =
          value.equals("none") ? null : TestTokens.JSON.readTree(value.replace('\'', '"'));
      if (node == null) {
        jwk.remove(member);
      } else {
        jwk.set(member, node);
      }
      return jwk.toString();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(value, e);
    }
  }

  @Test
  void publicKeysForSignaturesAreKept() {
    KeySet set = parse(TestTokens.keySet("rsa1", "rsa2", "ec1")).orElseThrow();
    assertThat(set.find("rsa-1")).isPresent();
    assertThat(set.find("ec-1")).isPresent();
    assertThat(set.find("rsa-3")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rsa1 | use     | 'sig'",
        "rsa1 | use     | none",
        "rsa1 | alg     | 'RS256'",
        "rsa1 | key_ops | ['verify']",
        "rsa1 | x5c     | ['no certificate']",
        "rsa1 | x5u     | 'http://169.254.169.254/'",
        "rsa1 | more    | {'a':[1]}",
        "ec1  | alg     | 'ES256'"
      })
  void entryIsUsed(String key, String member, String value) {
    assertThat(usable(entry(key, member, value), key.equals("rsa1") ? "rsa-1" : "ec-1"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rsa1 | use     | 'enc'",
        "rsa1 | use     | 1",
        "rsa1 | alg     | 'HS256'",
        "rsa1 | alg     | 'none'",
        "rsa1 | alg     | 'ES256'",
        "rsa1 | alg     | 'RSA-OAEP'",
        "rsa1 | key_ops | ['encrypt']",
        "rsa1 | key_ops | []",
        "rsa1 | kty     | 'oct'",
        "rsa1 | kty     | 'EC'",
        "rsa1 | kty     | none",
        "rsa1 | d       | 'AQAB'",
        "rsa1 | k       | 'AQAB'",
        "rsa1 | p       | 'AQAB'",
        "rsa1 | n       | none",
        "rsa1 | n       | ''",
        "rsa1 | n       | 'AQAB'",
        "rsa1 | n       | 7",
        "rsa1 | e       | none",
        "rsa1 | e       | 'AQ'",
        "rsa1 | e       | 'Ag'",
        "rsa1 | e       | 'AAAA'",
        "rsa1 | e       | 'AQABAQABAQABAQAB'",
        "ec1  | crv     | 'P-384'",
        "ec1  | crv     | 'secp256k1'",
        "ec1  | crv     | none",
        "ec1  | x       | 'AQAB'",
        "ec1  | y       | 'AAAA'",
        "ec1  | d       | 'AQAB'",
        "ec1  | alg     | 'ES384'"
      })
  void entryIsLeftOut(String key, String member, String value) {
    assertThat(usable(entry(key, member, value), key.equals("rsa1") ? "rsa-1" : "ec-1"))
        .isFalse();
  }

  @Test
  void weakAndCostlyAndNamelessKeysAreLeftOut() {
    assertThat(usable(TestTokens.key("weak").toPublicJWK().toJSONString(), "weak"))
        .isFalse();
    assertThat(usable(entry("rsa1", "n", "'" + "_".repeat(1400) + "'"), "rsa-1"))
        .isFalse();
    assertThat(usable(entry("rsa1", "n", "'" + "_".repeat(100_000) + "'"), "rsa-1"))
        .isFalse();
    assertThat(usable(entry("rsa1", "kid", "none"), "")).isFalse();
    assertThat(usable(entry("rsa1", "kid", "''"), "")).isFalse();
    assertThat(usable("\"text\"", "rsa-1")).isFalse();
  }

  @Test
  void bothOfTwoKeysOfOneNameAreLeftOut() {
    String other = TestTokens.key("attacker").toPublicJWK().toJSONString();
    String first = TestTokens.key("rsa1").toPublicJWK().toJSONString();
    KeySet set = parse(TestTokens.keySetOf(first, GOOD, other)).orElseThrow();
    assertThat(set.find("rsa-1")).isEmpty();
    assertThat(set.find("rsa-2")).isPresent();
    assertThat(parse(TestTokens.keySetOf(first, other, first))).isEmpty();
  }

  @Test
  void keysAfterTheHundredthAreNotLookedAt() {
    String[] entries = IntStream.range(0, KeySet.MAX_KEYS + 1)
        .mapToObj(i -> entry("rsa1", "kid", "'k" + i + "'"))
        .toArray(String[]::new);
    KeySet set = parse(TestTokens.keySetOf(entries)).orElseThrow();
    assertThat(set.find("k99")).isPresent();
    assertThat(set.find("k100")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[]}", "{\"keys\":[1]}", "<html>"})
  void documentWithoutAKeyIsNoSet(String json) {
    assertThat(parse(json)).isEmpty();
  }

  @Test
  void documentWithAMemberTwiceIsNoSet() {
    assertThat(parse("{\"keys\":[" + GOOD + "],\"keys\":[" + GOOD + "]}")).isEmpty();
    assertThat(parse(IntStream.range(0, 100)
            .mapToObj(i -> "[")
            .collect(Collectors.joining("", "{\"keys\":", ""))))
        .isEmpty();
  }
}
