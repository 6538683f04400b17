package io.apigw.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import io.apigw.api.authorize.JwtAlgorithm;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.authorize.ReadyAuthorizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Good and hostile tokens; the numbers in the names are those of the list of attacks. */
final class JwtVectorsTest {

  private static final Map<String, String> REASONS = Map.ofEntries(
      Map.entry("malformed", "the token is malformed"),
      Map.entry("too long", "the token is too long"),
      Map.entry("algorithm", "the token is signed by an algorithm that is not allowed"),
      Map.entry("parameter", "the token has a header parameter that is not allowed"),
      Map.entry("key id", "the token has no key id"),
      Map.entry("unknown", "the token is signed by an unknown key"),
      Map.entry("signature", "the token does not have a valid signature"),
      Map.entry("claims", "the token does not have valid claims"),
      Map.entry("issuer", "the token does not have a valid issuer"),
      Map.entry("audience", "the token does not have a valid audience"),
      Map.entry("expiry", "the token does not have a valid expiry"),
      Map.entry("expired", "the token has expired"),
      Map.entry("yet", "the token is not valid yet"));

  private static final Pattern TIMES = Pattern.compile("\\$\\{(.+?)\\*(\\d+)}");
  private static final Pattern NOW = Pattern.compile("\"\\$\\{now([+-]\\d+)}\"");

  private final Issuer issuer = new Issuer().keys("rsa1", "ec1");

  /** Named by its first member, so that reports can be read. */
  record Vector(String name, JsonNode json) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Vector> vectors() {
    return StreamSupport.stream(TestTokens.resource("jwt-vectors.json").spliterator(), false)
        .map(json -> new Vector(json.get("name").asText(), json));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  @Timeout(10)
  void tokenIsTreatedAsItsVectorSays(Vector vector) {
    JsonNode json = vector.json();
    String header = json.has("headerText")
        ? expanded(json.get("headerText").asText())
        : merged("{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"typ\":\"JWT\"}", json.path("header"));
    String claims = json.has("claimsText")
        ? expanded(json.get("claimsText").asText())
        : merged(issuer.claims(), json.path("claims"));
    if (json.has("replace")) {
      String with = expanded(json.get("replace").get(1).asText());
      claims = claims.replaceFirst(json.get("replace").get(0).asText(), with);
    }
    String token = signed(header, claims, json);
    String[] scopes = texts(json.path("scopes")).toArray(String[]::new);
    String outcome = Issuer.outcome(authorizer(json).authorize(Issuer.call(token, scopes)));
    assertThat(outcome).isEqualTo(expected(json.get("expect").asText(), scopes, claims));
    assertThat(issuer.endpoints.asked())
        .as("no address but the issuer's")
        .allMatch(url -> url.equals(Issuer.DISCOVERY) || url.equals(Issuer.JWKS));
  }

  @Test
  void thereAreVectorsForEveryReason() {
    List<String> expected =
        vectors().map(vector -> vector.json().get("expect").asText()).toList();
    assertThat(expected).containsAll(REASONS.keySet()).contains("allowed", "scopes");
  }

  private ReadyAuthorizer authorizer(JsonNode json) {
    JwtAuthorizer.Builder definition =
        Issuer.trusting().clockSkew(Duration.ofSeconds(json.path("skew").asInt()));
    if (json.has("allow")) {
      definition.algorithms(texts(json.get("allow")).stream()
          .map(JwtAlgorithm::valueOf)
          .toArray(JwtAlgorithm[]::new));
    }
    return issuer.authorizer(StandardAuthorizers.create(), definition.build());
  }

  private static String expected(String expect, String[] scopes, String claims) {
    String wanted = String.join(" ", scopes);
    return switch (expect) {
      case "allowed" -> "allowed " + (claims.contains("\"sub\":7") ? "" : "alice");
      case "scopes" ->
        "ACCESS_DENIED Bearer scope=\"" + wanted + "\" error=\"insufficient_scope\""
            + " error_description=\"expected scopes: [" + wanted + "]\"";
      default -> {
        String reason = Objects.requireNonNull(REASONS.get(expect), expect);
        yield Issuer.invalid(reason).replace("scope=\"\"", "scope=\"" + wanted + "\"");
      }
    };
  }

  private static String signed(String header, String claims, JsonNode json) {
    String key = json.path("key")
        .asText(json.path("header").path("kid").asText("").equals("ec-1") ? "ec1" : "rsa1");
    String how = json.path("sign").asText("RS256");
    if (how.matches("[RPE]S\\d+")) {
      String signer = how.startsWith("E") ? "ec1" : key.equals("ec1") ? "rsa1" : key;
      return TestTokens.signed(header, claims, signer, JWSAlgorithm.parse(how));
    }
    String content = TestTokens.base64(header) + "." + TestTokens.base64(claims);
    return content + "." + TestTokens.base64(ForgedSignatures.of(how, content));
  }

  /** A member that is null in the vector is left out. */
  private String merged(String base, JsonNode changes) {
    try {
      ObjectNode object = (ObjectNode) TestTokens.JSON.readTree(base);
      changes.properties().forEach(change -> {
        if (change.getValue().isNull()) {
          object.remove(change.getKey());
        } else {
          object.set(change.getKey(), change.getValue());
        }
      });
      return expanded(object.toString());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(base, e);
    }
  }

  private String expanded(String text) {
    String at =
        NOW.matcher(text).replaceAll(match -> "" + issuer.second(Long.parseLong(match.group(1))));
    String named = at.replace("${now+600 as text}", "" + issuer.second(600))
        .replace("${attacker.n}", TestTokens.KEYS.get("attacker").get("n").asText());
    return TIMES.matcher(named).replaceAll(JwtVectorsTest::repeated);
  }

  private static String repeated(MatchResult match) {
    return java.util.regex.Matcher.quoteReplacement(
        match.group(1).repeat(Integer.parseInt(match.group(2))));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
