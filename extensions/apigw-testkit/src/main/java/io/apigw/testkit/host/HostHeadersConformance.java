package io.apigw.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.apigw.testkit.wire.ClientExchange;
import io.apigw.testkit.wire.HostClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Header fields, both ways. Part of {@link HostConformance}. */
public interface HostHeadersConformance extends HostTrials {

  /** Fields arrive with their duplicates, in their order and casing as far as the host keeps these. */
  @Test
  default void fieldsArriveAsSent() throws Exception {
    Headers sent = Headers.of(
        "X-One",
        "1",
        "x-TWO",
        "2",
        "X-One",
        "one more",
        "Accept",
        "a/b, c/d",
        "X-one",
        "3",
        "x-a",
        "");
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.client().begin("GET", "/", lowered(trial, sent), 0);
      ScriptedGateway.Call call = gateway.next();
      same(trial, call.request().headers(), sent);
      call.answer(Response.of(200));
      assertThat(exchange.status()).isEqualTo(200);
    }
  }

  /** Fields are sent with their duplicates, in their order and casing as far as the host keeps these. */
  @Test
  default void fieldsAreSentAsGiven() throws Exception {
    Headers given = Headers.of(
        "X-One",
        "1",
        "x-TWO",
        "2",
        "X-One",
        "one more",
        "ETag",
        "W/\"a\"",
        "X-one",
        "3",
        "x-a",
        "");
    try (HostTrial trial = trial(Answers.of(request -> Response.of(200, given, Body.text("x"))))) {
      same(trial, trial.get("/").headers(), given);
    }
  }

  /** Cookies are set one by one: their fields cannot be joined. */
  @Test
  default void everyCookieIsSetByAFieldOfItsOwn() throws Exception {
    Headers given =
        Headers.of("Set-Cookie", "a=1; Path=/", "Set-Cookie", "b=2, c", "set-cookie", "d");
    try (HostTrial trial = trial(Answers.of(request -> Response.of(204, given, Body.empty())))) {
      assertThat(trial.get("/").headers().all("Set-Cookie"))
          .containsExactly("a=1; Path=/", "b=2, c", "d");
    }
  }

  /** Bytes above 127 in values pass unchanged, one character for each byte. */
  @Test
  default void valuesAreLatin1BothWays() throws Exception {
    String umlauts = "gr\u00fcn \u00ff \u00c3\u00a9";
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.client().begin("GET", "/", Headers.of("x-a", umlauts), 0);
      ScriptedGateway.Call call = gateway.next();
      assertThat(call.request().header("X-A")).contains(umlauts);
      call.answer(Response.of(200, Headers.of("X-B", umlauts), Body.empty()));
      assertThat(exchange.headers().first("X-B")).contains(umlauts);
    }
  }

  /** Blanks around a value are not part of it; those within are. */
  @Test
  default void blanksWithinAValueStay() throws Exception {
    try (HostTrial trial =
        trial(Answers.text(request -> "[" + request.header("X-A").orElse("none") + "]"))) {
      HostClient client = trial.client();
      assertThat(client.begin("GET", "/", Headers.of("x-a", "a  b \t c"), 0).text())
          .isEqualTo("[a  b \t c]");
    }
  }

  /** A value of 8 KB and a hundred fields are nothing unusual. */
  @Test
  default void manyAndLongFieldsArrive() throws Exception {
    Headers.Builder many = Headers.builder().add("x-long", "v".repeat(7_000));
    for (int i = 0; i < 80; i++) {
      many.add("x-" + i, Integer.toString(i));
    }
    Headers sent = many.build();
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      ClientExchange exchange = trial.client().begin("GET", "/", sent, 0);
      ScriptedGateway.Call call = gateway.next();
      same(trial, call.request().headers(), sent);
      call.answer(Response.of(200, sent, Body.empty()));
      same(trial, exchange.headers(), sent);
    }
  }

  /** The host that the client asks is told, whatever the protocol calls it. */
  @Test
  default void hostIsTold() throws Exception {
    try (HostTrial trial =
        trial(Answers.text(request -> String.join("|", request.headers().all("Host"))))) {
      HostClient client = trial.client();
      assertThat(client
              .begin("GET", "/", Headers.of("host", "pets.example:8080"), 0)
              .text())
          .isEqualTo("pets.example:8080");
    }
  }

  /** Framing and connection are the host's own: what a gateway's answer says of them is not sent. */
  @Test
  default void framingIsTheHostsOwn() throws Exception {
    Headers given = Headers.of(
        "Content-Length", "3",
        "Transfer-Encoding", "gzip",
        "Connection", "x-amzn-requestid",
        "Keep-Alive", "timeout=1",
        "Proxy-Connection", "close",
        "Trailer", "X-T",
        "X-Amzn-RequestId", "1");
    try (HostTrial trial =
        trial(Answers.of(request -> Response.of(200, given, Body.text("hello"))))) {
      HostClient client = trial.client();
      for (int i = 0; i < 3; i++) {
        ClientExchange exchange = client.get("/");
        assertThat(exchange.text()).isEqualTo("hello");
        Headers seen = exchange.headers();
        assertThat(seen.all("Content-Length")).containsAnyOf("5").hasSizeLessThanOrEqualTo(1);
        assertThat(seen.first("Transfer-Encoding")).isEmpty();
        assertThat(seen.first("Keep-Alive").orElse("")).isNotEqualTo("timeout=1");
        assertThat(seen.first("Connection").orElse("")).doesNotContain("requestid");
        assertThat(seen.first("Proxy-Connection")).isEmpty();
        assertThat(seen.first("Trailer")).isEmpty();
        assertThat(seen.first("X-Amzn-RequestId")).contains("1");
      }
    }
  }

  /** Names are written in lower case where the protocol wants it. */
  private static Headers lowered(HostTrial trial, Headers headers) {
    if (!trial.traits().isHttp2()) {
      return headers;
    }
    Headers.Builder lowered = Headers.builder();
    for (int i = 0; i < headers.size(); i++) {
      lowered.add(headers.name(i).toLowerCase(Locale.ROOT), headers.value(i));
    }
    return lowered.build();
  }

  /** What is expected of the fields of these names; the host may have others of its own. */
  private static void same(HostTrial trial, Headers seen, Headers expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(seen.all(expected.name(i)))
          .as(expected.name(i))
          .isEqualTo(expected.all(expected.name(i)));
    }
    if (trial.traits().has(HostTrait.KEEPS_ORDER)) {
      assertThat(fields(seen, expected, false))
          .containsExactlyElementsOf(fields(expected, expected, false));
    }
    if (trial.traits().has(HostTrait.KEEPS_CASING)) {
      assertThat(fields(seen, expected, true))
          .containsExactlyInAnyOrderElementsOf(fields(expected, expected, true));
    }
  }

  private static List<String> fields(Headers headers, Headers ofNames, boolean cased) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      if (ofNames.contains(name)) {
        fields.add((cased ? name : name.toLowerCase(Locale.ROOT)) + ": " + headers.value(i));
      }
    }
    return fields;
  }
}
