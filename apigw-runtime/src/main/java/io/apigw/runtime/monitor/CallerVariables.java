package io.apigw.runtime.monitor;

import static java.util.Map.entry;

import io.apigw.api.JsonArray;
import io.apigw.api.JsonNull;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.runtime.monitor.ContextVariables.Reader;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Variables of {@code $context} that say who is calling: {@code identity.…} and {@code authorizer.…}.
 *
 * <p>What an authorizer sets is read from the {@link Principal}: {@code authorizer.P} is its value {@code P},
 * {@code authorizer.claims.P} the member {@code P} of its value {@code claims}, and what IAM knows of a caller, such as
 * {@code identity.userArn}, a member of its value {@code identity}.
 */
final class CallerVariables {

  static final Map<String, Reader> EVERY_KIND = Map.ofEntries(
      entry("authorizer.claims", record -> null),
      entry("authorizer.principalId", CallerVariables::principalId),
      identity("accountId"),
      identity("caller"),
      identity("cognitoAuthenticationProvider"),
      identity("cognitoAuthenticationType"),
      identity("cognitoIdentityId"),
      identity("cognitoIdentityPoolId"),
      identity("principalOrgId"),
      identity("user"),
      identity("userArn"),
      entry("identity.clientCert.clientCertPem", ClientCertificate::pem),
      entry("identity.clientCert.issuerDN", ClientCertificate::issuer),
      entry("identity.clientCert.serialNumber", ClientCertificate::serialNumber),
      entry("identity.clientCert.subjectDN", ClientCertificate::subject),
      entry("identity.clientCert.validity.notAfter", ClientCertificate::notAfter),
      entry("identity.clientCert.validity.notBefore", ClientCertificate::notBefore),
      entry("identity.sourceIp", Recording::sourceIp),
      entry("identity.userAgent", record -> header(record, "User-Agent")));

  static final Map<String, Reader> REST_ONLY = Map.ofEntries(
      identity("accessKey"),
      entry(
          "identity.apiKey",
          record -> record.apiKeyId == null ? null : header(record, "x-api-key")),
      entry("identity.apiKeyId", record -> record.apiKeyId),
      entry("identity.vpcId", record -> null),
      entry(
          "identity.vpceId",
          record -> record.request.connection().vpcEndpointId().orElse(null)));

  private static final String AUTHORIZER = "authorizer.";
  private static final String CLAIMS = "claims";

  private CallerVariables() {}

  /**
   * Returns what reads a value that an authorizer sets; null when the name is none of such.
   *
   * @param name {@code authorizer.P}, {@code authorizer.claims.P} or {@code authorizer.claims['P']}
   */
  static @Nullable Reader ofAuthorizer(String name) {
    if (!name.startsWith(AUTHORIZER) || name.length() == AUTHORIZER.length()) {
      return null;
    }
    String key = name.substring(AUTHORIZER.length());
    if (!key.startsWith(CLAIMS + ".") && !key.startsWith(CLAIMS + "[")) {
      return record -> text(find(record, key));
    }
    String claim = key.substring(CLAIMS.length());
    boolean quoted = claim.startsWith("['") && claim.endsWith("']") && claim.length() > 4;
    if (!quoted && (claim.charAt(0) == '[' || claim.length() == 1)) {
      return null;
    }
    String member = quoted ? claim.substring(2, claim.length() - 2) : claim.substring(1);
    return record -> text(member(record, CLAIMS, member));
  }

  private static Map.Entry<String, Reader> identity(String member) {
    return entry("identity." + member, record -> text(member(record, "identity", member)));
  }

  private static @Nullable String principalId(Recording record) {
    Principal principal = record.principal;
    return principal == null ? null : ContextVariables.filled(principal.id());
  }

  private static @Nullable String header(Recording record, String name) {
    return record.request.headers().first(name).orElse(null);
  }

  private static @Nullable JsonValue member(Recording record, String object, String name) {
    return find(record, object) instanceof JsonObject members
        ? members.get(name).orElse(null)
        : null;
  }

  private static @Nullable JsonValue find(Recording record, String name) {
    Principal principal = record.principal;
    return principal == null ? null : principal.find(name).orElse(null);
  }

  /** A list is written as AWS writes those among a token's claims: {@code [a b]}. */
  private static @Nullable String text(@Nullable JsonValue value) {
    if (value == null || value instanceof JsonNull) {
      return null;
    }
    return value instanceof JsonArray array
        ? array.items().stream().map(JsonValue::text).collect(Collectors.joining(" ", "[", "]"))
        : value.text();
  }
}
