package io.apigw.api.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.apigw.api.ApiKind;
import io.apigw.api.ValueExpression;
import io.apigw.api.integrate.ParameterMapping.Location;
import io.apigw.api.integrate.ParameterMapping.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterMappingTest {

  @ParameterizedTest
  @CsvSource({
    "REST, integration.request.header.X-User, SET, HEADER, X-User",
    "REST, integration.request.querystring.q, SET, QUERYSTRING, q",
    "REST, integration.request.path.id, SET, PATH, id",
    "HTTP, append:header.X-User, APPEND, HEADER, X-User",
    "HTTP, overwrite:querystring.q.r, OVERWRITE, QUERYSTRING, q.r",
    "HTTP, overwrite:header.Host, OVERWRITE, HEADER, Host",
    "HTTP, overwrite:path, OVERWRITE, PATH, ''"
  })
  void targetsAreReadAndWritten(
      ApiKind kind, String target, Operation operation, Location location, String name) {
    String source = kind == ApiKind.REST ? "method.request.header.A" : "$request.header.A";
    ParameterMapping mapping = ParameterMapping.parse(kind, target, source);
    assertThat(mapping.operation()).isEqualTo(operation);
    assertThat(mapping.location()).isEqualTo(location);
    assertThat(mapping.name()).isEqualTo(name);
    assertThat(mapping.target()).isEqualTo(target);
    assertThat(mapping.source()).contains(ValueExpression.parse(source));
    assertThat(mapping).isEqualTo(ParameterMapping.parse(kind, target, source));
  }

  @Test
  void removalHasNoSource() {
    ParameterMapping removal = ParameterMapping.parse(ApiKind.HTTP, "remove:header.X", "''");
    assertThat(removal.source()).isEmpty();
    assertThat(removal).isEqualTo(ParameterMapping.parse(ApiKind.HTTP, "remove:header.X", ""));
    assertThat(removal).hasToString("remove:header.X = ''");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterMapping.parse(ApiKind.HTTP, "remove:header.X", "$request.path"));
  }

  @Test
  void httpTakesTextAndMixes() {
    assertThat(ParameterMapping.parse(ApiKind.HTTP, "append:header.X", "blue").source())
        .contains(ValueExpression.parse("'blue'"));
    assertThat(ParameterMapping.parse(ApiKind.HTTP, "overwrite:path", "/v2${request.path.p}")
            .source())
        .isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "REST, append:header.X",
    "REST, integration.request.body.X",
    "REST, integration.request.header.a b",
    "REST, integration.request.header.",
    "REST, integration.response.header.X",
    "REST, ''",
    "HTTP, integration.request.header.X",
    "HTTP, set:header.X",
    "HTTP, append:path",
    "HTTP, remove:path",
    "HTTP, append:header.",
    "HTTP, append:header.a b",
    "HTTP, overwrite:statuscode",
    "HTTP, overwrite:path.x"
  })
  void otherTargetsAreRefused(ApiKind kind, String target) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterMapping.parse(kind, target, "'x'"))
        .withMessageContaining("but was");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Access-Control-Allow-Origin",
        "apigw-requestid",
        "Authorization",
        "Connection",
        "Content-Encoding",
        "Content-Length",
        "Content-Location",
        "Forwarded",
        "Keep-Alive",
        "Origin",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "TE",
        "Trailers",
        "Transfer-Encoding",
        "Upgrade",
        "x-amz-date",
        "X-AMZN-Trace-Id",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "Via",
        "Trailer"
      })
  void httpApisReserveHeaders(String header) {
    for (String operation : new String[] {"append", "overwrite", "remove"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> ParameterMapping.parse(ApiKind.HTTP, operation + ":header." + header, "''"))
          .withMessage("expected a header that may be mapped but was " + header);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length",
        "Transfer-Encoding",
        "X-Amzn-Trace-Id",
        "x-amzn-apigateway-api-id",
        "Expect",
        "Proxy-Authenticate",
        "TE",
        "Via",
        "Connection"
      })
  void restApisRefuseWhatAwsFailsOrDrops(String header) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            ParameterMapping.parse(ApiKind.REST, "integration.request.header." + header, "'x'"))
        .withMessage("expected a header that may be mapped but was " + header);
  }

  @ParameterizedTest
  @CsvSource({
    "REST, integration.response.header.X",
    "HTTP, $response.header.X",
    "REST, nonsense",
    "REST, ''",
    "HTTP, $nonsense",
    "REST, $request.path"
  })
  void sourcesAreWhatIsKnownBeforeTheBackEndAnswers(ApiKind kind, String source) {
    String target = kind == ApiKind.REST ? "integration.request.header.X" : "append:header.X";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterMapping.parse(kind, target, source));
  }

  @Test
  void staticValueCannotBecomeASecondHeader() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterMapping.parse(ApiKind.HTTP, "append:header.X", "a\r\nY: b"));
  }
}
