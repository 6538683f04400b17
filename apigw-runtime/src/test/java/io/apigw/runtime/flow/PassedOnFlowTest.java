package io.apigw.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.definition.Api;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.shared.MeteredStream;
import io.apigw.runtime.Gateway;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A proxied body is passed on as it is, both ways: a transport finds the host's own stream again and a host the
 * transport's, so that the two can hand bytes over without a copy.
 */
class PassedOnFlowTest {

  private final List<TransportRequest> sent = new ArrayList<>();

  static Stream<Arguments> apisAndLengths() {
    return Stream.of(
            HttpApi.builder("a")
                .route("POST /a", r -> r.proxy("http://b.test/a"))
                .build(),
            RestApi.builder("a")
                .method("POST /a", m -> m.proxy("http://b.test/a"))
                .build())
        .flatMap(api -> Stream.of(-1, 2).map(length -> Arguments.of(api, length)));
  }

  @ParameterizedTest
  @MethodSource("apisAndLengths")
  void streamsOfHostAndTransportAreFoundAgain(Api api, int length) {
    ScriptedBody upload = ScriptedBody.open();
    ScriptedBody reply = ScriptedBody.open();
    try (Gateway gateway = Gateway.builder()
        .api(api)
        .transport((request, executor) -> {
          sent.add(request);
          return CompletableFuture.completedFuture(
              new TransportResult.Reply(200, Headers.empty(), body(reply, length)));
        })
        .build()) {
      Response response = gateway
          .process(Request.post("/a", body(upload, length)))
          .toCompletableFuture()
          .join();

      assertThat(MeteredStream.source(sent.get(0).body()).publisher()).isSameAs(upload);
      assertThat(MeteredStream.source(response.body()).publisher()).isSameAs(reply);
      assertThat(sent.get(0).body().lengthOr(-1)).isEqualTo(length);
      assertThat(response.body().lengthOr(-1)).isEqualTo(length);
    }
  }

  private static Body body(ScriptedBody script, int length) {
    return length < 0 ? script.body() : script.body(length);
  }
}
