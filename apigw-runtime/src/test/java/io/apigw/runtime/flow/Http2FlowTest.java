package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Request;
import io.apigw.api.definition.RestApi;
import io.apigw.api.monitor.AccessRecord;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeTransport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client of HTTP/2 cannot write a header's name but in lower case; REST APIs compare names letter by letter. */
class Http2FlowTest {

  private final FakeTransport transport = FakeTransport.create();
  private final List<AccessRecord> records = new ArrayList<>();
  private final Gateway gateway = Gateway.builder()
      .transport(transport)
      .metrics(records::add)
      .api(RestApi.builder("a")
          .method(
              "GET /a",
              m -> m.requiredParameter("method.request.header.X-Tenant")
                  .proxy(
                      "http://b.test/a",
                      p -> p.requestParameter(
                              "integration.request.header.T", "method.request.header.X-Tenant")
                          .requestParameter(
                              "integration.request.header.All",
                              "method.request.multivalueheader.X-Tag")))
          .build())
      .build();

  @AfterEach
  void close() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, X-Tenant, 200",
    "HTTP/1.1, x-tenant, 400",
    "HTTP/1.0, x-tenant, 400",
    "HTTP/2.0, x-tenant, 200",
    "HTTP/2,   x-tenant, 200",
    "HTTP/2.0, x-tenan,  400",
  })
  void requiredHeaderIsFoundWhereTheClientCanWriteIt(String protocol, String name, int status) {
    assertThat(gateway.process(request(protocol).header(name, "acme").build())).hasStatus(status);
  }

  @Test
  void mappingsReadTheHeadersOfAnHttp2Client() {
    assertThat(gateway.process(request("HTTP/2.0")
            .header("x-tenant", "acme")
            .header("x-tag", "1")
            .header("x-tag", "2")
            .build()))
        .hasStatus(200);

    assertThat(transport.request().headers().first("T")).contains("acme");
    assertThat(transport.request().headers().all("All")).containsExactly("1,2");
  }

  @ParameterizedTest
  @CsvSource({"HTTP/2.0,HTTP/1.1", "HTTP/1.1,HTTP/1.1", "HTTP/1.0,HTTP/1.0"})
  void protocolOfTheRecordIsAwss(String protocol, String recorded) {
    gateway.process(request(protocol).header("x-tenant", "acme").build());

    assertThat(records)
        .singleElement()
        .satisfies(record -> assertThat(record.variable("protocol")).contains(recorded));
  }

  private static Request.Builder request(String protocol) {
    return Request.builder("GET", "/a").protocol(protocol);
  }
}
