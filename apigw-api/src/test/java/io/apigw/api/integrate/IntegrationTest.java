package io.apigw.api.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.ApiKind;
import io.apigw.api.DefinitionException;
import io.apigw.api.Headers;
import io.apigw.api.Problem;
import io.apigw.api.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntegrationTest {

  @Test
  void eachKindMatchesItself() {
    Integration function = new FunctionIntegration(NamedFunction.of("f", call -> Response.of(204)));
    Integration http = HttpIntegration.builder(ApiKind.HTTP, "http://h/").build();
    Integration mock = MockIntegration.builder().build();
    assertThat(List.of(function, http, mock))
        .extracting(it -> it.<String>match(f -> "function", h -> "http", m -> "mock"))
        .containsExactly("function", "http", "mock");
  }

  @Test
  void functionsAreComparedByName() {
    assertThat(new FunctionIntegration(NamedFunction.of("f", call -> Response.of(204))))
        .isEqualTo(new FunctionIntegration(NamedFunction.of("f", call -> Response.of(500))));
  }

  @Test
  void mockAnswers200WithoutABodyUnlessSaid() {
    MockIntegration mock = MockIntegration.builder().build();
    assertThat(mock.status()).isEqualTo(200);
    assertThat(mock.headers()).isEqualTo(Headers.empty());
    assertThat(mock.body()).isEmpty();
  }

  @Test
  void mockHeadersReplaceOneAnother() {
    MockIntegration mock = MockIntegration.builder()
        .status(404)
        .header("A", "1")
        .header("a", "2")
        .body("none")
        .build();
    assertThat(mock.headers()).isEqualTo(Headers.of("a", "2"));
    assertThat(mock)
        .isEqualTo(mock.toBuilder().build())
        .hasSameHashCodeAs(mock.toBuilder().build())
        .isNotEqualTo(mock.toBuilder().status(405).build());
  }

  @Test
  void wrongMockIsReportedAsAWhole() {
    MockIntegration.Builder mock =
        MockIntegration.builder().status(600).header("a b", "x").header("A", "x\r\ny");
    assertThatThrownBy(mock::build)
        .isInstanceOfSatisfying(
            DefinitionException.class,
            e -> assertThat(e.problems())
                .extracting(Problem::path)
                .containsExactly("headers[a b]", "headers[A]", "status"));
  }

  @Test
  void proxyKeepsMethodAndMappings() {
    HttpIntegration http = HttpIntegration.builder(ApiKind.HTTP, "http://h/")
        .method("POST")
        .requestParameter("append:header.X", "a")
        .requestParameter("append:header.X", "b")
        .build();
    assertThat(http.method()).contains("POST");
    assertThat(http.requestParameters())
        .containsExactly(ParameterMapping.parse(ApiKind.HTTP, "append:header.X", "b"));
    assertThat(http)
        .isEqualTo(http.toBuilder().build())
        .hasSameHashCodeAs(http.toBuilder().build())
        .isNotEqualTo(http.toBuilder().method("ANY").build());
    assertThat(http.toBuilder().method("ANY").build().method()).isEmpty();
  }

  @Test
  void wrongProxyIsReportedAsAWhole() {
    HttpIntegration.Builder proxy = HttpIntegration.builder(ApiKind.HTTP, "ftp://h/")
        .method("post")
        .requestParameter("append:header.Via", "x");
    assertThatThrownBy(proxy::build)
        .isInstanceOfSatisfying(
            DefinitionException.class,
            e -> assertThat(e.problems())
                .extracting(Problem::path)
                .containsExactly("uri", "method", "requestParameters[append:header.Via]"));
  }

  @Test
  void mappingSetAgainIsJudgedAgain() {
    HttpIntegration http = HttpIntegration.builder(ApiKind.HTTP, "http://h/")
        .requestParameter("append:header.X", "$nonsense")
        .requestParameter("append:header.X", "$request.path")
        .build();
    assertThat(http.requestParameters()).hasSize(1);
  }
}
