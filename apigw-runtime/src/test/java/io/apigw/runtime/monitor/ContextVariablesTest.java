package io.apigw.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Body;
import io.apigw.api.Request;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextVariablesTest {

  private static final String GENERAL =
      "accountId apiId awsEndpointRequestId customDomain.basePathMatched domainName "
          + "domainPrefix error.message error.messageString error.responseType extendedRequestId httpMethod "
          + "identity.accountId identity.caller identity.clientCert.clientCertPem identity.clientCert.issuerDN "
          + "identity.clientCert.serialNumber identity.clientCert.subjectDN identity.clientCert.validity.notAfter "
          + "identity.clientCert.validity.notBefore identity.cognitoAuthenticationProvider "
          + "identity.cognitoAuthenticationType identity.cognitoIdentityId identity.cognitoIdentityPoolId "
          + "identity.principalOrgId identity.sourceIp identity.user identity.userAgent identity.userArn integration.error "
          + "integration.integrationStatus integration.latency integration.requestId integration.status "
          + "integrationErrorMessage integrationLatency integrationStatus path protocol requestId requestTime "
          + "requestTimeEpoch responseLatency responseLength stage status authorizer.error authorizer.principalId";

  /** All names of data-plane.md §5.2 and §14.1 that do not end in a name of one's own. */
  static Stream<String> restNames() {
    return Stream.of(
            GENERAL,
            "authenticate.error authenticate.latency authenticate.status authorize.error authorize.latency "
                + "authorize.status authorizer.latency authorizer.status authorizer.requestId "
                + "authorizer.integrationLatency authorizer.integrationStatus customDomain.routingRuleIdMatched "
                + "deploymentId endpointType error.validationErrorString identity.accessKey identity.apiKey "
                + "identity.apiKeyId identity.vpcId identity.vpceId integration.responseTransferMode "
                + "integration.timeToAllHeaders isCanaryRequest resourceId resourcePath waf.error waf.latency "
                + "waf.status wafResponseCode webaclArn xrayTraceId")
        .flatMap(names -> Arrays.stream(names.split(" ", -1)));
  }

  /** All names of data-plane.md §14.2. */
  static Stream<String> httpNames() {
    return Stream.of(GENERAL, "awsEndpointRequestId2 dataProcessed routeKey")
        .flatMap(names -> Arrays.stream(names.split(" ", -1)));
  }

  @ParameterizedTest
  @MethodSource("restNames")
  void everyVariableOfARestApiIsKnown(String name) {
    assertThat(ContextVariables.of(ApiKind.REST).reader(name)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("httpNames")
  void everyVariableOfAnHttpApiIsKnown(String name) {
    assertThat(ContextVariables.of(ApiKind.HTTP).reader(name)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource({"restNames", "httpNames"})
  void everyVariableMayBeAskedForOnABareRequest(String name) {
    assertThat(Records.unrouted(Request.get("/")).variable(name)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "authorizer.",
        "authorizer.claims.",
        "authorizer.claims[x]",
        "identity",
        "."
      })
  void anUnknownNameIsUnset(String name) {
    assertThat(Records.rest(Request.get("/")).variable(name)).isEmpty();
    assertThat(ContextVariables.of(ApiKind.REST).reader(name)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "accountId, 123456789012",
    "apiId, orders",
    "stage, prod",
    "deploymentId, d1",
    "domainName, api.example.com",
    "domainPrefix, api",
    "extendedRequestId, ext=",
    "httpMethod, GET",
    "identity.sourceIp, 127.0.0.1",
    "identity.userAgent, curl/8",
    "methodArn, arn:aws:execute-api:eu-west-1:123456789012:orders/prod/GET/orders/7",
    "path, /prod/orders/7",
    "protocol, HTTP/1.1",
    "requestId, id-1",
    "requestTime, 12/Mar/2026:19:03:58 +0000",
    "requestTimeEpoch, 1773342238123",
    "resourceId, r7",
    "resourcePath, /orders/{id}",
    "xrayTraceId, 1-5759e988-bd862e3fe1be46a994272793"
  })
  void aRestRequestReads(String name, String value) {
    Request request = Request.get("/orders/7?secret=1")
        .withHeader("host", "api.example.com:8443")
        .withHeader("user-agent", "curl/8")
        .withHeader("x-amzn-trace-id", "Self=1;Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1");
    assertThat(Records.rest(request).variable(name)).contains(value);
  }

  @Test
  void routeKeyBelongsToHttpApisAndResourcePathToRestApis() {
    Request request = Request.get("/orders/7");
    assertThat(Records.http(request).variable("routeKey")).contains("GET /orders/{id}");
    assertThat(Records.http(request).variable("resourcePath")).isEmpty();
    assertThat(Records.rest(request).variable("routeKey")).isEmpty();
  }

  @Test
  void anHttpApiCountsTheBytesOfBothBodies() {
    Recording record = Records.http(Request.post("/orders", Body.text("12345")));
    record.finished(200, 10, false);
    assertThat(record.variable("dataProcessed")).contains("15");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost, localhost",
    "API.example.com:80, API.example.com, API",
    "10.0.0.1:8080, 10.0.0.1, 10",
    "[::1]:8080, [::1],",
    "[::1], [::1],",
    ":80,,"
  })
  void domainNamesAreTheHostHeaderWithoutItsPort(String host, String name, String prefix) {
    Recording record = Records.rest(Request.get("/").withHeader("Host", host));
    assertThat(record.variable("domainName").orElse(null)).isEqualTo(name);
    assertThat(record.variable("domainPrefix").orElse(null)).isEqualTo(prefix);
  }

  @Test
  void aTraceHeaderOfAMegabyteIsNotReadAtAll() {
    String header = "Root=1-5759e988-bd862e3fe1be46a994272793;" + "a".repeat(1 << 20);
    assertThat(Records.rest(Request.get("/").withHeader("X-Amzn-Trace-Id", header))
            .variable("xrayTraceId"))
        .isEmpty();
  }

  @Test
  void aProxysWordChangesAddressVerbAndPath() {
    Recording record = Records.rest(Request.get("/v1/orders/7"));
    record.sourceIp("203.0.113.9");
    record.routedAs("DELETE", "/v1/orders/7", "/orders/7");
    record.basePath("v1");
    assertThat(record.variable("identity.sourceIp")).contains("203.0.113.9");
    assertThat(record.variable("httpMethod")).contains("DELETE");
    assertThat(record.variable("path")).contains("/v1/orders/7");
    assertThat(record.variable("customDomain.basePathMatched")).contains("v1");
    assertThat(record.variable("methodArn"))
        .hasValueSatisfying(arn -> assertThat(arn).endsWith("/DELETE/orders/7"));
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHORIZED, 401",
    "ACCESS_DENIED, 403",
    "AUTHORIZER_FAILURE, 500",
    "AUTHORIZER_CONFIGURATION_ERROR, 500",
    "THROTTLED, 200"
  })
  void theAuthorizersStatusFollowsFromTheRefusal(GatewayResponseType type, String status) {
    Recording record = Records.rest(Request.get("/"));
    record.rejected(Rejection.of(type).withFacts("because"));
    assertThat(record.variable("authorizer.status")).as("none was asked").isEmpty();
    record.authorizerAsked();
    record.authorizerAnswered();
    assertThat(record.variable("authorizer.status")).contains(status);
    assertThat(record.variable("authorizer.error").isPresent()).isEqualTo(!status.equals("200"));
  }

  @Test
  void aNameThatDoesNotExistIsComparedWithThoseThatBeginAlike() {
    assertThat(ContextVariables.of(ApiKind.REST).namesLike("identity.sourceIP"))
        .contains("identity.sourceIp")
        .allMatch(name -> name.startsWith("identity."));
    assertThat(ContextVariables.of(ApiKind.REST).namesLike("requestid"))
        .contains("requestId")
        .noneMatch(name -> name.contains("."));
  }

  @ParameterizedTest
  @CsvSource({"eu-west-1, aws", "cn-north-1, aws-cn", "us-gov-west-1, aws-us-gov", "local, aws"})
  void arnsNameThePartitionOfTheRegion(String region, String partition) {
    assertThat(StageLabels.none("1", region).arn())
        .startsWith("arn:" + partition + ":execute-api:" + region + ":1:");
  }
}
