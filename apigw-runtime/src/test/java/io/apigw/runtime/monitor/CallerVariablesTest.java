package io.apigw.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Connection;
import io.apigw.api.JsonArray;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.api.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerVariablesTest {

  private final Recording record =
      Records.rest(Request.get("/orders/7").withHeader("x-api-key", "k-secret").toBuilder()
          .connection(Connection.builder("10.0.0.1", 1).vpcEndpointId("vpce-1").build())
          .build());

  CallerVariablesTest() {
    record.principal(Principal.of("alice")
        .with("tenant", JsonValue.of("t1"))
        .with("numKey", JsonValue.of(1))
        .with("boolKey", JsonValue.of(true))
        .with("nothing", JsonValue.ofNull())
        .with(
            "claims",
            JsonObject.builder()
                .with("sub", "alice")
                .with("exp", JsonValue.of(1787996002L))
                .with("custom:role", "admin")
                .with("aud", JsonArray.of(JsonValue.of("a"), JsonValue.of("b")))
                .build())
        .with(
            "identity",
            JsonObject.builder().with("userArn", "arn:aws:iam::1:user/a").build()));
  }

  @ParameterizedTest
  @CsvSource({
    "authorizer.principalId, alice",
    "authorizer.tenant, t1",
    "authorizer.numKey, 1",
    "authorizer.boolKey, true",
    "authorizer.claims.sub, alice",
    "authorizer.claims.exp, 1787996002",
    "authorizer.claims.custom:role, admin",
    "authorizer.claims['custom:role'], admin",
    "authorizer.claims.aud, [a b]",
    "identity.userArn, arn:aws:iam::1:user/a",
    "identity.vpceId, vpce-1"
  })
  void valuesAreReadAsText(String name, String value) {
    assertThat(record.variable(name)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorizer.claims", "authorizer.nothing", "authorizer.absent", "authorizer.claims.absent",
        "authorizer.tenant.sub", "identity.caller", "identity.apiKey", "identity.apiKeyId"
      })
  void whatIsNotThereIsUnset(String name) {
    assertThat(record.variable(name)).isEmpty();
  }

  @Test
  void theApiKeyIsThereOnceTheRequestCountsForIt() {
    record.apiKeyId("key-1");
    assertThat(record.variable("identity.apiKeyId")).contains("key-1");
    assertThat(record.variable("identity.apiKey")).contains("k-secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Root=",
        "Root=1-5759e988",
        "Root=1-5759e988-bd862e3fe1be46a99427279z",
        "1-5759e988-bd862e3fe1be46a994272793",
        "Root=1-5759e988-bd862e3fe1be46a994272793x",
        "Root=2-5759e988-bd862e3fe1be46a994272793"
      })
  void aTraceThatIsNotInFormIsUnset(String header) {
    Recording refused = Records.rest(Request.get("/").withHeader("X-Amzn-Trace-Id", header));
    assertThat(refused.variable("xrayTraceId")).isEmpty();
  }
}
