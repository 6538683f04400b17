package io.apigw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ValueReaderTest {

  private final Request request = Request.builder("GET", "/prod/pets/1?q=1&q=2&Q=3&e=&x=%0d%0a")
      .header("X-A", "one")
      .header("x-a", "two")
      .header("X-A", "three")
      .header("Single", "s")
      .build();

  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', textBlock = """
      method.request.header.X-A,            three,            "one,two,three",  three
      method.request.header.x-a,            two,              "one,two,three",  three
      method.request.header.X-a,            -,                "one,two,three",  three
      method.request.multivalueheader.X-A,  "one,three",      "one,two,three",  "one,two,three"
      method.request.header.Single,         s,                s,                s
      method.request.header.Missing,        -,                -,                -
      method.request.querystring.q,         2,                "1,2",            2
      method.request.querystring.Q,         3,                3,                3
      method.request.multivaluequerystring.q, "1,2",          "1,2",            "1,2"
      method.request.querystring.e,         "",               "",               ""
      method.request.querystring.z,         -,                -,                -
      method.request.path.id,               1,                1,                1
      method.request.path.none,             -,                -,                -
      $request.path,                        /pets/1,          /pets/1,          /pets/1
      stageVariables.env,                   blue,             blue,             blue
      stageVariables.none,                  -,                -,                -
      context.requestId,                    r-1,              r-1,              r-1
      'text',                               text,             text,             text
      ${request.path.id}/${stageVariables.env}, 1/blue,       1/blue,           1/blue
      ${request.path.none}/x,               -,                -,                /x
      """)
  void eachKindOfApiReadsByItsOwnRules(String text, String rest, String http, String webSocket) {
    FixedSource source = new FixedSource(request, Body.empty(), Optional.empty());
    assertThat(read(text, ApiKind.REST, source)).isEqualTo(rest);
    assertThat(read(text, ApiKind.HTTP, source)).isEqualTo(http);
    assertThat(read(text, ApiKind.WEBSOCKET, source)).isEqualTo(webSocket);
  }

  @Test
  void valuesCanBeReadOneByOne() {
    FixedSource source = new FixedSource(request, Body.empty(), Optional.empty());
    assertThat(reader("method.request.multivaluequerystring.q", ApiKind.REST).readAll(source))
        .containsExactly("1", "2");
    assertThat(reader("method.request.querystring.q", ApiKind.REST).readAll(source))
        .containsExactly("2");
    assertThat(reader("$request.querystring.q", ApiKind.HTTP).readAll(source))
        .containsExactly("1", "2");
    assertThat(reader("$request.header.x-a", ApiKind.HTTP).readAll(source))
        .containsExactly("one", "two", "three");
    assertThat(reader("method.request.header.X-A", ApiKind.REST).readAll(source))
        .containsExactly("three");
    assertThat(reader("method.request.header.none", ApiKind.REST).readAll(source))
        .isEmpty();
    assertThat(reader("method.request.querystring.none", ApiKind.REST).readAll(source))
        .isEmpty();
    assertThat(reader("'text'", ApiKind.REST).readAll(source)).containsExactly("text");
  }

  @Test
  void lineBreaksAreReadAsTheyAreAndLeftToWhoeverWrites() {
    FixedSource source = new FixedSource(request, Body.empty(), Optional.empty());
    String value = read("method.request.querystring.x", ApiKind.REST, source);
    assertThat(value).isEqualTo("\r\n");
    assertThatThrownBy(() -> Headers.of("X", "a" + value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Nested
  class OfBodies {

    private final JsonObject order = JsonObject.builder()
        .with("id", JsonValue.of(7))
        .with("name", "box")
        .with("nothing", JsonValue.ofNull())
        .with("odd.name", "o")
        .with(
            "items",
            JsonArray.of(JsonObject.builder().with("sku", "a").build(), JsonValue.of(true)))
        .build();

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
        $request.body.id,           7
        $request.body.name,         box
        $request.body.nothing,      -
        $request.body.missing,      -
        $request.body['odd.name'],  o
        $request.body.items[0].sku, a
        $request.body.items[1],     true
        $request.body.items[2],     -
        $request.body.items.sku,    -
        $request.body.name[0],      -
        $request.body.items[0],     {"sku":"a"}
        """)
    void fieldsAreFoundByTheirPath(String text, String expected) {
      for (ApiKind kind : ApiKind.values()) {
        assertThat(read(text, kind, body(" \t\r\n{…}"))).as("%s", kind).isEqualTo(expected);
      }
    }

    @Test
    void anEmptyBodyIsAnEmptyObjectInARestApiAlone() {
      assertThat(read("method.request.body", ApiKind.REST, body(""))).isEqualTo("{}");
      assertThat(read("$request.body", ApiKind.HTTP, body(""))).isEqualTo("-");
      assertThat(read("$request.body", ApiKind.WEBSOCKET, body(""))).isEqualTo("-");
      assertThat(read("$request.body.a", ApiKind.REST, body(""))).isEqualTo("-");
      assertThat(read("$request.body", ApiKind.HTTP, body("text"))).isEqualTo("text");
    }

    @ParameterizedTest
    @EnumSource(ApiKind.class)
    void aBodyThatDoesNotBeginLikeJsonIsNotParsed(ApiKind kind) {
      assertThat(read("$request.body.a", kind, body("  plain"))).isEqualTo("-");
      assertThat(read("$request.body.a", kind, body("12"))).isEqualTo("-");
    }

    @Test
    void brokenJsonIsAnErrorInARestApiAlone() {
      assertThatThrownBy(() -> read("method.request.body.a", ApiKind.REST, body("{broken")))
          .isInstanceOf(JsonException.class);
      assertThatThrownBy(() -> read("method.request.body.a", ApiKind.REST, body("'broken")))
          .isInstanceOf(JsonException.class);
      assertThat(read("$request.body.a", ApiKind.HTTP, body("{broken"))).isEqualTo("-");
      assertThat(read("$request.body.a", ApiKind.WEBSOCKET, body("{broken"))).isEqualTo("-");
    }

    @Test
    void anHttpApiLooksIntoOneHundredKilobytes() {
      String text = "{…}" + " ".repeat(100 * 1024 - 5);
      assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(100 * 1024);
      assertThat(read("$request.body.id", ApiKind.HTTP, body(text))).isEqualTo("7");
      assertThat(read("$request.body.id", ApiKind.HTTP, body(text + " "))).isEqualTo("-");
      assertThat(read("method.request.body.id", ApiKind.REST, body(text + " "))).isEqualTo("7");
    }

    @Test
    void aReplyIsReadOnceItIsThere() {
      Response reply = Response.of(200)
          .withHeader("ETag", "e1")
          .withAddedHeader("ETag", "e2")
          .withBody(Body.text("{…}"));
      FixedSource source = new FixedSource(request, Body.empty(), Optional.of(reply));
      assertThat(read("integration.response.header.ETag", ApiKind.REST, source)).isEqualTo("e2");
      assertThat(read("integration.response.header.etag", ApiKind.REST, source)).isEqualTo("-");
      assertThat(read("integration.response.multivalueheader.ETag", ApiKind.REST, source))
          .isEqualTo("e1,e2");
      assertThat(read("$response.header.etag", ApiKind.HTTP, source)).isEqualTo("e1,e2");
      assertThat(read("$response.body", ApiKind.HTTP, source)).isEqualTo("{…}");
      assertThat(read("$response.body.name", ApiKind.HTTP, source)).isEqualTo("box");
      FixedSource early = new FixedSource(request, Body.empty(), Optional.empty());
      assertThat(read("$response.header.etag", ApiKind.HTTP, early)).isEqualTo("-");
      assertThat(read("$response.body.name", ApiKind.HTTP, early)).isEqualTo("-");
    }

    private FixedSource body(String text) {
      return new FixedSource(request, Body.text(text), Optional.empty());
    }

    private String read(String text, ApiKind kind, FixedSource source) {
      ValueReader reader = ValueExpression.parse(text).reader(kind, new OneDocument(order));
      return reader.read(source).orElse("-");
    }
  }

  private static ValueReader reader(String text, ApiKind kind) {
    return ValueExpression.parse(text).reader(kind, new OneDocument(JsonObject.empty()));
  }

  private static String read(String text, ApiKind kind, FixedSource source) {
    return reader(text, kind).read(source).orElse("-");
  }

  private record FixedSource(Request request, Body body, Optional<Response> reply)
      implements io.apigw.api.ValueSource {

    private static final Map<String, String> CONTEXT =
        Map.of("requestId", "r-1", "routedPath", "/pets/1");

    @Override
    public Optional<String> pathParameter(String name) {
      return name.equals("id") ? Optional.of("1") : Optional.empty();
    }

    @Override
    public Optional<String> stageVariable(String name) {
      return name.equals("env") ? Optional.of("blue") : Optional.empty();
    }

    @Override
    public Optional<String> context(String name) {
      return Optional.ofNullable(CONTEXT.get(name));
    }
  }

  /** Reads <code>{…}</code>, with blanks around it, as one given document and refuses all else. */
  private record OneDocument(JsonValue document) implements JsonEngine {

    @Override
    public JsonValue parse(byte[] utf8) {
      if (new String(utf8, StandardCharsets.UTF_8).strip().equals("{…}")) {
        return document;
      }
      throw new JsonException("expected the document");
    }

    @Override
    public <T> T read(byte[] utf8, Class<T> type) {
      throw new JsonException("not used");
    }

    @Override
    public <T> List<T> readListOf(byte[] utf8, Class<T> elementType) {
      throw new JsonException("not used");
    }

    @Override
    public byte[] write(Object value) {
      throw new JsonException("not used");
    }
  }
}
