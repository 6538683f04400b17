package io.apigw.runtime;

import static io.apigw.testkit.GatewayAssertions.assertThat;

import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.testkit.LeakChecks;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A gateway that was closed leaves nothing behind. */
class GatewayLeakTest {

  /** Starts a gateway as an application in a container does, with classes of its own in JSON. */
  public static final class Round implements LeakChecks.Round {

    record Greeting(String name) {}

    @Override
    public void run() {
      HttpApi api = HttpApi.builder("hello")
          .route(
              "GET /hello/{name}",
              r -> r.function(call -> Response.json(200, new Greeting(call.pathParameter("name")))))
          .route(
              "POST /hello",
              r -> r.function(call ->
                  Response.json(200, Map.of("name", call.bodyAs(Greeting.class).name()))))
          .build();
      try (Gateway gateway = Gateway.of(api)) {
        assertThat(gateway.process(Request.get("/hello/ada")))
            .hasStatus(200)
            .hasBody("{\"name\":\"ada\"}");
        assertThat(gateway.process(
                Request.post("/hello", io.apigw.api.Body.json("{\"name\":\"bob\"}"))))
            .hasBody("{\"name\":\"bob\"}");
      }
    }
  }

  @Test
  void noThreadStaysAfterAHundredGateways() throws Exception {
    LeakChecks.noThreadsStay(100, new Round());
  }

  @Test
  void noClassStaysAfterTenGateways() throws Exception {
    LeakChecks.noClassesStay(10, Round.class, "io.apigw.");
  }
}
