package io.apigw.auth;

import static io.apigw.auth.Issuer.call;
import static io.apigw.auth.Issuer.invalid;
import static io.apigw.auth.Issuer.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import io.apigw.api.authorize.JwtAlgorithm;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.authorize.TrustedIssuer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JWT authorizers of several issuers (auth §4.6), given keys, Ed25519 and whose discovery document it is. */
final class SeveralIssuersTest {

  private static final String OTHER = "https://other.example.com/";

  private final Issuer issuer = new Issuer();

  @Test
  void eachIssuerHasItsOwnAudiencesAndKeys() {
    ReadyAuthorizer both = issuer.authorizer(
        StandardAuthorizers.create(),
        Issuer.trusting()
            .alsoTrust(TrustedIssuer.of(OTHER, "cars").keySet(TestTokens.keySet("rsa2")))
            .build());
    assertThat(rest(both, issuer.token())).isEqualTo("allowed alice");
    assertThat(rest(both, other("cars", "rsa-2", "rsa2"))).isEqualTo("allowed bob");
    assertThat(rest(both, other("pets", "rsa-2", "rsa2"))).isEqualTo("UNAUTHORIZED");
    assertThat(rest(both, other("cars", "rsa-1", "rsa1"))).isEqualTo("UNAUTHORIZED");
    assertThat(rest(both, issuer.token(",\"aud\":\"cars\""))).isEqualTo("UNAUTHORIZED");
  }

  @Test
  void givenKeysAreNeverFetched() {
    ReadyAuthorizer given = issuer.authorizer(
        StandardAuthorizers.create(),
        Issuer.trusting().keySet(TestTokens.keySet("rsa1")).build());
    assertThat(outcome(given.authorize(call(issuer.token())))).isEqualTo("allowed alice");
    String unknown = TestTokens.rs256(Issuer.header("rsa-2"), issuer.claims(), "rsa2");
    assertThat(outcome(given.authorize(call(unknown))))
        .isEqualTo(invalid("the token is signed by an unknown key"));
    assertThat(issuer.endpoints.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}"})
  void givenKeysMustBeSome(String keys) {
    assertThat(problems(Issuer.trusting().keySet(keys).build()))
        .extracting(Problem::toString)
        .containsExactly("keySet: expected a JWK set with a key that may be used");
    assertThat(problems(Issuer.trusting()
            .alsoTrust(TrustedIssuer.of(OTHER, "a").keySet(keys))
            .build()))
        .extracting(Problem::path)
        .containsExactly("issuers[" + OTHER + "].keySet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jwks_uri\":\"" + Issuer.JWKS + "\"}",
        "{\"issuer\":\"https://id.example.com\",\"jwks_uri\":\"" + Issuer.JWKS + "\"}",
        "{\"issuer\":[\"" + Issuer.NAME + "\"],\"jwks_uri\":\"" + Issuer.JWKS + "\"}",
        "{\"issuer\":\"https://evil.example.com/\",\"jwks_uri\":\"" + Issuer.JWKS + "\"}",
      })
  void discoveryDocumentOfAnotherIssuerIsNotBelieved(String document) {
    issuer.endpoints.answer(Issuer.DISCOVERY, document);
    assertThat(outcome(issuer.authorizer().authorize(call(issuer.token()))))
        .isEqualTo(invalid("OIDC discovery endpoint communication error"));
    assertThat(issuer.endpoints.asked()).containsExactly(Issuer.DISCOVERY);
  }

  @Test
  void ed25519IsTakenWhereItIsAllowed() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String keys = "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"ed-1\",\"x\":\""
        + TestTokens.base64(encoded((EdECPublicKey) pair.getPublic())) + "\"}]}";
    JwtAuthorizer.Builder trusting = Issuer.trusting().keySet(keys);
    String token = signed(pair, "{\"alg\":\"EdDSA\",\"kid\":\"ed-1\"}", issuer.claims());
    ReadyAuthorizer allowing = issuer.authorizer(
        StandardAuthorizers.create(),
        trusting.algorithms(JwtAlgorithm.EdDSA, JwtAlgorithm.RS256).build());
    assertThat(outcome(allowing.authorize(call(token)))).isEqualTo("allowed alice");

    String forged =
        token.substring(0, token.lastIndexOf('.') + 1) + TestTokens.base64(new byte[64]);
    assertThat(outcome(allowing.authorize(call(forged))))
        .isEqualTo(invalid("the token does not have a valid signature"));
    String shorter =
        token.substring(0, token.lastIndexOf('.') + 1) + TestTokens.base64(new byte[3]);
    assertThat(outcome(allowing.authorize(call(shorter))))
        .isEqualTo(invalid("the token does not have a valid signature"));
    String confused = signed(pair, "{\"alg\":\"RS256\",\"kid\":\"ed-1\"}", issuer.claims());
    assertThat(outcome(allowing.authorize(call(confused))))
        .isEqualTo(invalid("the token does not have a valid signature"));

    ReadyAuthorizer standard = issuer.authorizer(
        StandardAuthorizers.create(), Issuer.trusting().keySet(keys).build());
    assertThat(outcome(standard.authorize(call(token))))
        .isEqualTo(invalid("the token is signed by an algorithm that is not allowed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"kid\":\"a\",\"x\":\"AAAA\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\",\"x\":\"AAAA\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"kid\":\"a\",\"x\":\"AAAA\"}",
      })
  void keysOfOtherCurvesAreLeftOut(String key) {
    assertThat(KeySet.parse(TestTokens.keySetOf(key).getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
  }

  private static String rest(ReadyAuthorizer authorizer, String token) {
    return outcome(authorizer.authorize(call(ApiKind.REST, token)));
  }

  private String other(String audience, String keyId, String key) {
    String claims = "{\"iss\":\"" + OTHER + "\",\"aud\":\"" + audience + "\",\"sub\":\"bob\","
        + "\"exp\":" + issuer.second(60) + "}";
    return TestTokens.rs256(Issuer.header(keyId), claims, key);
  }

  private List<Problem> problems(JwtAuthorizer definition) {
    return StandardAuthorizers.create()
        .prepare(definition, issuer.context())
        .match(ready -> List.of(), problems -> List.copyOf(problems));
  }

  private static String signed(KeyPair pair, String header, String claims)
      throws GeneralSecurityException {
    String content = TestTokens.base64(header) + "." + TestTokens.base64(claims);
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + TestTokens.base64(signer.sign());
  }

  private static byte[] encoded(EdECPublicKey key) {
    byte[] big = key.getPoint().getY().toByteArray();
    byte[] bytes = new byte[32];
    for (int i = 0; i < Math.min(32, big.length); i++) {
      bytes[i] = big[big.length - 1 - i];
    }
    if (key.getPoint().isXOdd()) {
      bytes[31] |= (byte) 0x80;
    }
    return Arrays.copyOf(bytes, 32);
  }
}
