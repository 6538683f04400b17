package io.apigw.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.api.Problem;
import io.apigw.api.Request;
import io.apigw.api.engine.Prepared;
import io.apigw.api.monitor.AccessLog;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogMonitorTest {

  private final List<String> lines = new ArrayList<>();

  @Nested
  class Standard {

    @Test
    void fieldsOfARestApiAreThoseOfAws() {
      Recording record = Records.rest(Request.get("/orders/7"));
      record.finished(200, 42, false);
      ready(AccessLog.json(lines::add), ApiKind.REST).finished(record);
      assertThat(lines)
          .containsExactly(
              "{\"requestId\":\"id-1\",\"extendedRequestId\":\"ext=\",\"ip\":\"127.0.0.1\",\"caller\":\"-\","
                  + "\"user\":\"-\",\"requestTime\":\"12/Mar/2026:19:03:58 +0000\",\"httpMethod\":\"GET\","
                  + "\"resourcePath\":\"/orders/{id}\",\"status\":\"200\",\"protocol\":\"HTTP/1.1\","
                  + "\"responseLength\":\"42\"}");
    }

    @Test
    void fieldsOfAnHttpApiAreThoseOfAws() {
      Recording record = Records.http(Request.get("/orders/7"));
      record.finished(200, 42, false);
      ready(AccessLog.json(lines::add), ApiKind.HTTP).finished(record);
      assertThat(lines)
          .containsExactly(
              "{\"requestId\":\"id=\",\"ip\":\"127.0.0.1\",\"requestTime\":\"12/Mar/2026:19:03:58 +0000\","
                  + "\"httpMethod\":\"GET\",\"routeKey\":\"GET /orders/{id}\",\"status\":\"200\","
                  + "\"protocol\":\"HTTP/1.1\",\"responseLength\":\"42\"}");
    }

    @Test
    void aRequestWithoutAnApiHasALineToo() {
      Recording record = Records.unrouted(Request.get("/nowhere"));
      record.finished(403, 23, false);
      AccessLogMonitor.prepareUnrouted(AccessLog.of(
              "$context.requestId $context.resourcePath $context.routeKey", lines::add))
          .match(monitor -> monitor, problems -> Monitor.none())
          .finished(record);
      assertThat(lines).containsExactly("id-1 - -");
    }

    @Test
    void namedVariablesKeepTheirNames() {
      Recording record = Records.http(Request.get("/orders/7"));
      ready(AccessLog.json(lines::add, "requestId", "identity.sourceIp"), ApiKind.HTTP)
          .finished(record);
      assertThat(lines)
          .containsExactly("{\"requestId\":\"id=\",\"identity.sourceIp\":\"127.0.0.1\"}");
    }
  }

  @Nested
  class Formats {

    @Test
    void theCommonLogFormatReadsAsAwsHasIt() {
      Recording record = Records.rest(Request.get("/orders/7"));
      record.finished(200, 42, false);
      String clf =
          "$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "
              + "\"$context.httpMethod $context.resourcePath $context.protocol\" $context.status "
              + "$context.responseLength $context.requestId $context.extendedRequestId\n";
      ready(AccessLog.of(clf, lines::add), ApiKind.REST).finished(record);
      assertThat(lines)
          .containsExactly(
              "127.0.0.1 - - [12/Mar/2026:19:03:58 +0000] \"GET /orders/{id} HTTP/1.1\" 200 42 id-1 ext=");
    }

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        value = {
          "$context.requestId., id-1.",
          "$context.requestId-$context.stage, id-1-prod",
          "$context.requestId$context.stage, id-1prod",
          "$$context.requestId$, $id-1$",
          "$context.requestId $contextual, id-1 $contextual",
          "$context.requestId $context.authorizer.my-key, id-1 v",
          "$context.requestId $context.authorizer.my-key-$context.stage, id-1 v-prod",
          "$context.requestId $context.authorizer.claims['custom:role']!, id-1 admin!",
          "$context.requestId $context.authorizer.absent, id-1 -"
        })
    void namesEndWhereTheyEnd(String format, String line) {
      Recording record = Records.rest(Request.get("/"));
      record.principal(Principal.of("a")
          .with("my-key", JsonValue.of("v"))
          .with("claims", JsonObject.builder().with("custom:role", "admin").build()));
      ready(AccessLog.of(format, lines::add), ApiKind.REST).finished(record);
      assertThat(lines).containsExactly(line);
    }

    @Test
    void theQuotedMessageOfAnErrorIsWrittenAsItIs() {
      Recording record = Records.rest(Request.get("/"));
      record.rejected(Rejection.of(GatewayResponseType.ACCESS_DENIED, "No \"way\""));
      ready(
              AccessLog.of(
                  "{\"id\":\"$context.requestId\",\"e\":$context.error.messageString}", lines::add),
              ApiKind.REST)
          .finished(record);
      assertThat(lines).containsExactly("{\"id\":\"id-1\",\"e\":\"No \\\"way\\\"\"}");
    }
  }

  @Nested
  class Problems {

    @Test
    void anUnknownVariableIsOneAndTheNearestIsNamed() {
      assertThat(problems(
              AccessLog.of("$context.requestId $context.identity.sourceIP", lines::add),
              ApiKind.REST))
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("format");
            assertThat(problem.message())
                .contains("but was identity.sourceIP")
                .endsWith("did you mean identity.sourceIp?");
          });
    }

    @Test
    void anUnknownVariableOfAListSaysWhichItIs() {
      assertThat(problems(AccessLog.json(lines::add, "requestId", "statuss"), ApiKind.HTTP))
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("variables[1]");
            assertThat(problem.message()).endsWith("did you mean status?");
          });
    }

    @Test
    void aVariableOfTheOtherKindOfApiIsUnknown() {
      assertThat(problems(
              AccessLog.of("$context.requestId $context.resourcePath", lines::add), ApiKind.HTTP))
          .hasSize(1);
      assertThat(problems(
              AccessLog.of("$context.requestId $context.routeKey", lines::add), ApiKind.REST))
          .hasSize(1);
    }

    @Test
    void aFormatWithoutAnIdIsRefusedAsInAws() {
      assertThat(problems(AccessLog.of("$context.status", lines::add), ApiKind.REST))
          .extracting(Problem::toString)
          .containsExactly(
              "format: expected $context.requestId or $context.extendedRequestId in it but was $context.status");
      assertThat(problems(AccessLog.json(lines::add, "status"), ApiKind.REST)).hasSize(1);
      assertThat(problems(AccessLog.of("$context.extendedRequestId", lines::add), ApiKind.REST))
          .isEmpty();
    }

    @Test
    void aFormatOfTwoLinesIsRefused() {
      assertThat(problems(
              AccessLog.of("$context.requestId\n$context.status", lines::add), ApiKind.REST))
          .extracting(Problem::message)
          .allMatch(message -> message.startsWith("expected one line"));
    }

    @Test
    void allProblemsAreReportedTogether() {
      assertThat(problems(AccessLog.of("$context.a $context.b\n.", lines::add), ApiKind.REST))
          .hasSize(4);
    }

    private List<Problem> problems(AccessLog log, ApiKind kind) {
      return AccessLogMonitor.prepare(log, kind)
          .match(monitor -> List.<Problem>of(), problems -> problems);
    }
  }

  static Monitor ready(AccessLog log, ApiKind kind) {
    Prepared<Monitor> prepared = AccessLogMonitor.prepare(log, kind);
    assertThat(prepared).isInstanceOf(Prepared.Ready.class);
    return prepared.match(monitor -> monitor, problems -> Monitor.none());
  }
}
