package io.apigw.auth.custom;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.Request;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.CustomAuthorizer;
import io.apigw.api.authorize.EventFormat;
import io.apigw.api.authorize.EventFunction;
import io.apigw.api.authorize.RequestAuthorizer;
import io.apigw.api.authorize.TokenAuthorizer;
import io.apigw.testkit.TreeJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** AWS's events for authorizers (auth §3.2). */
class AuthorizerEventsTest {

  private static final Request REQUEST = Request.get("/prod/orders/7?view=a&view=b%20c")
      .withHeader("Authorization", "Bearer t")
      .withHeader("X-Tag", "one")
      .withAddedHeader("x-tag", "two")
      .withHeader("Cookie", "a=1; b=2");

  private final List<JsonValue> events = new ArrayList<>();
  private final EventFunction function = event -> {
    events.add(event);
    return CompletableFuture.completedFuture(JsonObject.empty());
  };

  @Test
  void tokenEventHasThreeFields() {
    assertThat(event(TokenAuthorizer.event("a", function), ApiKind.REST))
        .isEqualTo(json("{'type':'TOKEN','authorizationToken':'Bearer t','methodArn':'" + Asking.ARN
            + "/GET/orders/7'}"));
  }

  @Test
  void requestEventOfARestApi() {
    assertThat(event(RequestAuthorizer.event("a", function), ApiKind.REST))
        .isEqualTo(json("{'type':'REQUEST'," + oldFields("/orders/{id}") + "}"));
  }

  @Test
  void requestEventOfAnHttpApiInFormat1() {
    assertThat(event(
            RequestAuthorizer.event("a", function)
                .eventFormat(EventFormat.V1)
                .identitySources("$request.header.Authorization", "$request.header.X-Tag"),
            ApiKind.HTTP))
        .isEqualTo(json("{'version':'1.0','type':'REQUEST','identitySource':'Bearer t,one,two',"
            + "'authorizationToken':'Bearer t,one,two'," + oldFields("/orders/{id}") + "}"));
  }

  @Test
  void requestEventOfAnHttpApiInFormat2() {
    RequestAuthorizer authorizer = RequestAuthorizer.event("a", function)
        .identitySources("$request.header.Authorization", "$request.querystring.view");
    assertThat(event(authorizer, ApiKind.HTTP))
        .isEqualTo(json("{'version':'2.0','type':'REQUEST','routeArn':'" + Asking.ARN
            + "/GET/orders/7','identitySource':['Bearer t','a,b c'],'routeKey':'GET /orders/{id}',"
            + "'rawPath':'/prod/orders/7','rawQueryString':'view=a&view=b%20c',"
            + "'cookies':['a=1','b=2'],'headers':{'authorization':'Bearer t','x-tag':'one,two'},"
            + "'queryStringParameters':{'view':'a,b c'},'pathParameters':{'id':'7'},"
            + "'stageVariables':{'realm':'r'},'requestContext':{'accountId':'000000000000',"
            + "'apiId':'orders','domainName':'orders.example','domainPrefix':'orders',"
            + "'requestId':'r1','routeKey':'GET /orders/{id}','stage':'prod',"
            + "'time':'12/Mar/2020:19:03:58 +0000','timeEpoch':1583348638390,"
            + "'http':{'method':'GET','path':'/prod/orders/7','protocol':'HTTP/1.1',"
            + "'sourceIp':'192.0.2.7','userAgent':'agent'},'authentication':null}}"));
  }

  @Test
  void formatTwoHasNoIdentityWithoutSources() {
    JsonObject event = (JsonObject) event(RequestAuthorizer.event("a", function), ApiKind.HTTP);
    assertThat(event.get("identitySource")).contains(JsonValue.ofNull());
  }

  @Test
  void certificateStandsWhereAwsHasIt() {
    String certificate = "{'clientCertPem':'PEM','subjectDN':'CN=a','issuerDN':'CN=b',"
        + "'serialNumber':'a1:b2','validity':{'notBefore':'May 28 12:30:02 2019 GMT',"
        + "'notAfter':'Aug  5 09:36:04 2021 GMT'}}";
    JsonObject rest =
        (JsonObject) event(RequestAuthorizer.event("a", function), withCertificate(ApiKind.REST));
    JsonObject identity = object(object(rest, "requestContext"), "identity");
    assertThat(identity.get("clientCert")).contains(json(certificate));
    JsonObject http =
        (JsonObject) event(RequestAuthorizer.event("a", function), withCertificate(ApiKind.HTTP));
    assertThat(object(http, "requestContext").get("authentication"))
        .contains(json("{'clientCert':" + certificate + "}"));
  }

  private static String oldFields(String resource) {
    return "'methodArn':'" + Asking.ARN + "/GET/orders/7','resource':'" + resource
        + "','path':'/orders/7','httpMethod':'GET',"
        + "'headers':{'Authorization':'Bearer t','X-Tag':'two','Cookie':'a=1; b=2'},"
        + "'multiValueHeaders':{'Authorization':['Bearer t'],'X-Tag':['one','two'],"
        + "'Cookie':['a=1; b=2']},'queryStringParameters':{'view':'b c'},"
        + "'multiValueQueryStringParameters':{'view':['a','b c']},'pathParameters':{'id':'7'},"
        + "'stageVariables':{'realm':'r'},'requestContext':{'path':'/prod/orders/7',"
        + "'accountId':'000000000000','resourceId':'abc123','stage':'prod','requestId':'r1',"
        + "'httpMethod':'GET','apiId':'orders','domainName':'orders.example',"
        + "'domainPrefix':'orders','protocol':'HTTP/1.1',"
        + "'requestTime':'12/Mar/2020:19:03:58 +0000','requestTimeEpoch':1583348638390,"
        + "'resourcePath':'" + resource + "','identity':{'sourceIp':'192.0.2.7',"
        + "'userAgent':'agent'}}";
  }

  private JsonValue event(CustomAuthorizer authorizer, ApiKind kind) {
    return event(authorizer, call(kind));
  }

  private JsonValue event(CustomAuthorizer authorizer, AuthorizerCall.Builder call) {
    new Asking(authorizer).outcome(call.build());
    return events.get(events.size() - 1);
  }

  private static AuthorizerCall.Builder call(ApiKind kind) {
    AuthorizerCall.Builder call = AuthorizerCall.builder(REQUEST)
        .kind(kind)
        .pathParameter("id", "7")
        .stageVariable("realm", "r");
    String[] context = {
      "methodArn",
      Asking.ARN + "/GET/orders/7",
      "routedPath",
      "/orders/7",
      "path",
      "/prod/orders/7",
      "resourceId",
      "abc123",
      "httpMethod",
      "GET",
      "accountId",
      "000000000000",
      "apiId",
      "orders",
      "stage",
      "prod",
      "requestId",
      "r1",
      "domainName",
      "orders.example",
      "domainPrefix",
      "orders",
      "protocol",
      "HTTP/1.1",
      "requestTime",
      "12/Mar/2020:19:03:58 +0000",
      "requestTimeEpoch",
      "1583348638390",
      "identity.sourceIp",
      "192.0.2.7",
      "identity.userAgent",
      "agent",
      kind == ApiKind.HTTP ? "routeKey" : "resourcePath",
      kind == ApiKind.HTTP ? "GET /orders/{id}" : "/orders/{id}",
    };
    for (int i = 0; i < context.length; i += 2) {
      call.context(context[i], context[i + 1]);
    }
    return call;
  }

  private static AuthorizerCall.Builder withCertificate(ApiKind kind) {
    String start = "identity.clientCert.";
    return call(kind)
        .context(start + "clientCertPem", "PEM")
        .context(start + "subjectDN", "CN=a")
        .context(start + "issuerDN", "CN=b")
        .context(start + "serialNumber", "a1:b2")
        .context(start + "validity.notBefore", "May 28 12:30:02 2019 GMT")
        .context(start + "validity.notAfter", "Aug  5 09:36:04 2021 GMT");
  }

  private static JsonObject object(JsonObject object, String name) {
    return (JsonObject) object.get(name).orElseThrow();
  }

  private static JsonValue json(String text) {
    return TreeJson.create().parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
