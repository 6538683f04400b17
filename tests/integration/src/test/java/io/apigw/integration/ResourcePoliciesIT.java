package io.apigw.integration;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.Connection;
import io.apigw.api.DefinitionException;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.Decision;
import io.apigw.api.authorize.PolicyDocument;
import io.apigw.api.authorize.TokenAuthorizer;
import io.apigw.api.definition.RestApi;
import io.apigw.api.monitor.AccessRecord;
import io.apigw.auth.StandardAuthorizers;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.TestClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Policies of REST APIs in a whole gateway (auth §7, data-plane §1.3). */
class ResourcePoliciesIT {

  private static final String START = "{\"Message\":\"User: anonymous is not authorized to perform:"
      + " execute-api:Invoke on resource:"
      + " arn:aws:execute-api:eu-west-1:********9012:orders/prod/GET/";

  private final TestClock clock = TestClock.create();
  private final List<AccessRecord> records = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Gateway> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Gateway::close);
  }

  @Test
  void openMethodNeedsAnAllowance() {
    Gateway gateway = start(api("{'Effect':'Allow','Resource':'execute-api:/prod/GET/free'},"
        + "{'Effect':'Deny','Resource':'execute-api:/prod/GET/closed'}"));
    assertThat(gateway.process(Request.get("/prod/free"))).hasStatus(200);
    assertThat(records.get(0).authorizerLatency()).isEmpty();
    assertThat(gateway.process(Request.get("/prod/closed")))
        .hasStatus(403)
        .hasBody(START + "closed with an explicit deny in a resource-based policy\"}")
        .hasHeader("x-amzn-ErrorType", "AccessDeniedException");
    assertThat(gateway.process(Request.get("/prod/other")))
        .hasStatus(403)
        .hasBody(START + "other because no resource-based policy allows the execute-api:Invoke"
            + " action\"}")
        .hasHeader("x-amzn-ErrorType", "AccessDeniedException");
  }

  @Test
  void customAuthorizerIsNotAskedAboutWhatIsDenied() {
    Gateway gateway = start(api("{'Effect':'Deny','Resource':'*','Condition':"
        + "{'IpAddress':{'aws:SourceIp':'198.51.100.0/24'}}}"));
    Request request = Request.get("/prod/custom").withHeader("Authorization", "ann");
    assertThat(gateway.process(from("198.51.100.7", request)))
        .hasStatus(403)
        .hasBody(START + "custom with an explicit deny in a resource-based policy\"}");
    assertThat(asked).isEmpty();
    assertThat(gateway.process(from("192.0.2.7", request))).hasStatus(200);
    assertThat(asked).hasSize(1);
  }

  @Test
  void silentCallerIsLetInByThePolicy() {
    Gateway gateway = start(api("{'Effect':'Allow','Resource':'*','Condition':"
        + "{'IpAddress':{'aws:SourceIp':'198.51.100.0/24'}}}"));
    Request request = Request.get("/prod/custom").withHeader("Authorization", "silent");
    assertThat(gateway.process(from("198.51.100.7", request))).hasStatus(200).hasBody("silent");
    assertThat(gateway.process(from("192.0.2.7", request)))
        .hasStatus(403)
        .hasBody("{\"Message\":\"User is not authorized to access this resource\"}");
  }

  @Test
  void unknownMethodIsUnknownWhateverThePolicySays() {
    Gateway gateway = start(api("{'Effect':'Deny','Resource':'*'}"));
    assertThat(gateway.process(Request.get("/prod/none")))
        .isRefused(403, "Missing Authentication Token");
  }

  @Test
  void newPolicyCountsFromTheDeployOn() {
    RestApi denying = api("{'Effect':'Deny','Resource':'*'}");
    Gateway gateway = start(denying);
    assertThat(gateway.process(Request.get("/prod/free"))).hasStatus(403);
    RestApi allowing = api("{'Effect':'Allow','Resource':'*'}");
    assertThat(allowing).isNotEqualTo(denying);
    assertThat(denying.toBuilder().build()).isEqualTo(denying).hasSameHashCodeAs(denying);
    gateway.stage("orders", "prod").deploy(allowing);
    assertThat(gateway.process(Request.get("/prod/free"))).hasStatus(200);
  }

  @Test
  void arnThatIsTooLongIs414() {
    Gateway gateway = start(api("{'Effect':'Allow','Resource':'*'}"));
    assertThat(gateway.process(Request.get("/prod/many/" + "x".repeat(1600))))
        .isRefused(414, "Request URI too long");
  }

  @Test
  void whatIsWrongIsSaidOnceWhenTheApiIsDeployed() {
    assertThatThrownBy(() -> start(api("{'Effect':'Maybe','Resource':'*'}")))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("1 problem")
        .hasMessageContaining("policy.Statement[0].Effect: expected Allow or Deny but was Maybe");
  }

  @Test
  void policyWithoutAnEngineIsNotDeployed() {
    RestApi api = RestApi.builder("orders")
        .policy(PolicyDocument.json("{}"))
        .method("GET /", m -> m.function(call -> Response.of(200)))
        .build();
    assertThatThrownBy(() -> Gateway.of(api))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("authorizers: expected an engine for the policy of")
        .hasMessageContaining("add .authorizers(StandardAuthorizers.create()) from apigw-auth");
  }

  private RestApi api(String statements) {
    String all = statements
        .replace("{'Effect'", "{'Principal':'*','Action':'execute-api:Invoke','Effect'")
        .replace('\'', '"');
    TokenAuthorizer custom = TokenAuthorizer.of("custom", call -> {
      asked.add(call.methodArn());
      String token = call.header("Authorization").orElseThrow();
      return Decision.policy(
          token,
          token.equals("silent")
              ? PolicyDocument.allow(call.methodArn() + "/none")
              : PolicyDocument.allow(call.methodArn()));
    });
    return RestApi.builder("orders")
        .policy(PolicyDocument.json("{\"Version\":\"2012-10-17\",\"Statement\":[" + all + "]}"))
        .method("GET /free", m -> m.function(call -> Response.of(200)))
        .method("GET /closed", m -> m.function(call -> Response.of(200)))
        .method("GET /other", m -> m.function(call -> Response.of(200)))
        .method("GET /many/{id}", m -> m.function(call -> Response.of(200)))
        .method(
            "GET /custom",
            m -> m.authorizer(custom)
                .function(call -> Response.text(200, call.principal().id())))
        .build();
  }

  private Gateway start(RestApi api) {
    Gateway gateway = Gateway.builder()
        .clock(clock)
        .account("123456789012")
        .region("eu-west-1")
        .metrics(records::add)
        .authorizers(StandardAuthorizers.create())
        .stage(api, "prod")
        .build();
    open.add(gateway);
    return gateway;
  }

  private static Request from(String address, Request request) {
    return request.toBuilder()
        .connection(Connection.builder(address, 1).build())
        .build();
  }
}
