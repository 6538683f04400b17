package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.definition.Api;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.definition.RestMethod;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeTransport;
import io.apigw.testkit.TestClock;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway adds to answers that are not its own (data-plane §1.5). */
class AnswerHeadersFlowTest {

  private static final String JSON = "application/json";
  private static final String TRACE = "X-Amzn-Trace-Id";
  private static final String ROOT = "Root=1-5759e988-bd862e3fe1be46a994272793";

  private final FakeTransport transport = FakeTransport.create();

  @Nested
  class InARestApi {

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 201, 404, 500})
    void answerWithoutAMediaTypeIsCalledJson(int status) {
      assertThat(rest(m -> m.function(call -> Response.of(status))))
          .hasHeader("Content-Type", JSON);
      assertThat(rest(m -> m.mock(mock -> mock.status(status)))).hasHeader("Content-Type", JSON);
      transport.then(FakeTransport.reply(status, ""));
      assertThat(rest(m -> m.proxy("http://b.test"))).hasHeader("Content-Type", JSON);
    }

    @Test
    void notModifiedKeepsTheTypeThatTheClientHas() {
      assertThat(rest(m -> m.function(call -> Response.of(304)))).hasNoHeader("Content-Type");
    }

    @Test
    void ownMediaTypeIsKept() {
      Response html = Response.of(200, Headers.of("content-type", "text/html"), Body.text("<p>"));
      Response answer = rest(m -> m.function(call -> html));
      assertThat(answer.headers().all("Content-Type")).containsExactly("text/html");
    }

    @Test
    void functionsAnswerTellsTheTraceThatTheClientBegan() {
      Request request = Request.get("/a").withHeader(TRACE, ROOT + ";Sampled=1");
      Response answer = answer(restApi(m -> m.function(call -> Response.of(200))), request);
      assertThat(answer.headers().all(TRACE)).singleElement().matches(id -> id.startsWith(ROOT));
    }

    @Test
    void functionsAnswerTellsATraceOfOursWhereTheClientHasNone() {
      assertThat(rest(m -> m.function(call -> Response.of(200))).headers().all(TRACE))
          .singleElement()
          .matches(id -> id.matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}.*"));
    }

    @Test
    void hugeOrBrokenTraceOfAClientIsReplaced() {
      for (String sent :
          new String[] {"x".repeat(5_000), ROOT.replace('e', 'Z'), "Root=1;Root=2"}) {
        Request request = Request.get("/a").withHeader(TRACE, sent);
        Response answer = answer(restApi(m -> m.function(call -> Response.of(200))), request);
        assertThat(answer.headers().all(TRACE))
            .singleElement()
            .matches(id -> id.matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}.*") && id.length() < 200);
      }
    }

    @Test
    void proxiesMocksAndFaultsTellNoTrace() {
      assertThat(rest(m -> m.proxy("http://b.test"))).hasStatus(200).hasNoHeader(TRACE);
      assertThat(rest(m -> m.mock(mock -> mock.status(200)))).hasStatus(200).hasNoHeader(TRACE);
      assertThat(rest(m -> m.functionAsync(
              call -> CompletableFuture.failedFuture(new IllegalStateException("x")))))
          .hasStatus(502)
          .hasNoHeader(TRACE);
    }

    @Test
    void backEndsOwnIdsAreRenamedSoThatOursStandAlone() {
      transport.then(FakeTransport.reply(
          200, "", "x-amzn-RequestId", "its", "x-amz-apigw-id", "its", "x-amzn-ErrorType", "its"));
      Response answer = rest(m -> m.proxy("http://b.test"));

      assertThat(answer.headers().all("x-amzn-RequestId")).hasSize(1).doesNotContain("its");
      assertThat(answer.headers().all("x-amz-apigw-id")).hasSize(1).doesNotContain("its");
      assertThat(answer)
          .hasHeader("x-amzn-Remapped-x-amzn-RequestId", "its")
          .hasNoHeader("x-amzn-ErrorType");
    }
  }

  @Nested
  class InAnHttpApi {

    @Test
    void onlyTheIdIsAdded() {
      HttpApi api = HttpApi.builder("a")
          .route("GET /a", r -> r.function(call -> Response.of(200)))
          .build();
      Response answer = answer(api, Request.get("/a").withHeader(TRACE, ROOT));

      assertThat(answer.headers().size()).isEqualTo(1);
      assertThat(answer.headers().first("Apigw-Requestid"))
          .hasValueSatisfying(id -> assertThat(id).matches("[A-Za-z0-9_-]{15}="));
    }

    @Test
    void backEndsOwnIdIsDropped() {
      transport.then(FakeTransport.reply(200, "", "apigw-requestid", "its"));
      HttpApi api =
          HttpApi.builder("a").route("GET /a", r -> r.proxy("http://b.test")).build();
      assertThat(answer(api, Request.get("/a")).headers().all("Apigw-Requestid"))
          .hasSize(1)
          .doesNotContain("its");
    }
  }

  private Response rest(Consumer<RestMethod.Builder> method) {
    return answer(restApi(method), Request.get("/a"));
  }

  private static RestApi restApi(Consumer<RestMethod.Builder> method) {
    return RestApi.builder("a").method("GET /a", method).build();
  }

  private Response answer(Api api, Request request) {
    try (Gateway gateway = Gateway.builder()
        .clock(TestClock.create())
        .transport(transport)
        .api(api)
        .build()) {
      return gateway.process(request).toCompletableFuture().join();
    }
  }
}
