package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.definition.RestMethod;
import io.apigw.api.engine.Prepared;
import io.apigw.api.transform.TemplateEngine;
import io.apigw.api.validate.Model;
import io.apigw.api.validate.SchemaEngine;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeTransport;
import io.apigw.testkit.TestClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Work that grows with a body is done on the request's thread up to 64 KB, by the gateway's workers above. */
class LargeBodyFlowTest {

  private static final int SMALL = 64 * 1024;

  private final TestClock clock = TestClock.create();
  private final FakeTransport transport = FakeTransport.create();
  private final List<String> threads = new ArrayList<>();
  private final List<Gateway> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Gateway::close);
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,true"})
  void modelIsCheckedByAWorkerAboveTheLimit(int more, boolean worker) throws Exception {
    Gateway gateway = gateway(m -> m.requestModel("$default", Model.of("m", "{}"))
        .function(call -> Response.text(200, String.valueOf(call.body().lengthOr(-1)))));

    assertThat(answer(gateway, SMALL + more)).hasStatus(200).hasBody("" + (SMALL + more));
    assertThat(threads).singleElement().matches(name -> onWorker(name) == worker);
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,true"})
  void templateIsRenderedByAWorkerAboveTheLimit(int more, boolean worker) throws Exception {
    Gateway gateway =
        gateway(m -> m.requestTemplate("application/json", "t").proxy("http://b.test/a"));

    assertThat(answer(gateway, SMALL + more)).hasStatus(200);
    assertThat(transport.request().body().text()).isEqualTo("rendered " + (SMALL + more));
    assertThat(threads).singleElement().matches(name -> onWorker(name) == worker);
  }

  @Test
  void mappingOfALargeBodysFieldReachesTheBackEnd() throws Exception {
    HttpApi api = HttpApi.builder("a")
        .route(
            "POST /a",
            r -> r.proxy(
                "http://b.test/a",
                p -> p.requestParameter("append:header.X-Id", "$request.body.id")))
        .build();
    Gateway gateway = open(Gateway.builder().api(api));

    assertThat(answer(gateway, SMALL + 1)).hasStatus(200);
    assertThat(transport.request().headers().first("X-Id")).contains("7");
  }

  @Test
  void refusalOfAWorkerIsTheRequests() throws Exception {
    Gateway gateway = gateway(m ->
        m.requestModel("$default", Model.of("wrong", "{}")).function(call -> Response.of(200)));

    assertThat(answer(gateway, SMALL + 1)).isRefused(400, "Invalid request body");
  }

  @Test
  void faultOnAWorkerIs500AndLogged() throws Exception {
    try (FaultLog log = FaultLog.open()) {
      Gateway gateway = gateway(m ->
          m.requestModel("$default", Model.of("broken", "{}")).function(call -> Response.of(200)));

      assertThat(answer(gateway, SMALL + 1)).isRefused(500, "Internal server error");
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void requestWhoseGatewayWasClosedMeanwhileIs503() throws Exception {
    Gateway gateway = gateway(
        m -> m.requestModel("$default", Model.of("m", "{}")).function(call -> Response.of(200)));
    ScriptedBody body = ScriptedBody.open();
    var response = gateway.process(Request.post("/a", body.body())).toCompletableFuture();
    body.send(new byte[SMALL + 1]);
    gateway.close();
    body.end();

    assertThat(response.get(5, TimeUnit.SECONDS)).isRefused(503, "Service Unavailable");
  }

  private static boolean onWorker(String thread) {
    return thread.startsWith("apigw-worker-");
  }

  private static Response answer(Gateway gateway, int size) throws Exception {
    String json = "{\"id\":7,\"text\":\"" + "x".repeat(size - 18) + "\"}";
    Request request =
        Request.post("/a", Body.json(json)).withHeader("Content-Type", "application/json");
    return gateway.process(request).toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  private Gateway gateway(Consumer<RestMethod.Builder> method) {
    SchemaEngine schemas = (model, context) -> Prepared.ready(document -> {
      threads.add(Thread.currentThread().getName());
      if (model.name().equals("broken")) {
        throw new IllegalStateException("broken");
      }
      return model.name().equals("wrong") ? List.of("wrong") : List.of();
    });
    TemplateEngine templates = (template, context) -> Prepared.ready(source -> {
      threads.add(Thread.currentThread().getName());
      return "rendered " + source.body().lengthOr(-1);
    });
    return open(Gateway.builder()
        .schemas(schemas)
        .templates(templates)
        .api(RestApi.builder("a").method("POST /a", method).build()));
  }

  private Gateway open(Gateway.Builder builder) {
    Gateway gateway = builder.clock(clock).transport(transport).build();
    open.add(gateway);
    return gateway;
  }
}
