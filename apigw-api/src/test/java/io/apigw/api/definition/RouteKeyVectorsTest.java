package io.apigw.api.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.apigw.api.ApiKind;
import io.apigw.api.definition.RouteKey.Greedy;
import io.apigw.api.definition.RouteKey.Literal;
import io.apigw.api.definition.RouteKey.Parameter;
import io.apigw.api.definition.RouteKey.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteKeyVectorsTest {

  @Test
  void keyKnowsItsParts() {
    RouteKey key = RouteKey.parse(ApiKind.REST, "GET /pets/{petId}/files/{proxy+}");
    assertThat(key.verb()).isEqualTo("GET");
    assertThat(key.anyVerb()).isFalse();
    assertThat(key.catchAll()).isFalse();
    assertThat(key.path()).isEqualTo("/pets/{petId}/files/{proxy+}");
    assertThat(key.segments())
        .containsExactly(
            new Literal("pets"), new Parameter("petId"), new Literal("files"), new Greedy("proxy"));
    assertThat(key.segments())
        .extracting(Segment::text)
        .containsExactly("pets", "{petId}", "files", "{proxy+}");
    assertThat(key.variables()).containsExactly("petId", "proxy");
  }

  @Test
  void catchAllHasNoPath() {
    RouteKey key = RouteKey.parse(ApiKind.HTTP, "$default");
    assertThat(key.catchAll()).isTrue();
    assertThat(key.anyVerb()).isTrue();
    assertThat(key.path()).isEmpty();
    assertThat(key.segments()).isEmpty();
    assertThat(key.sameShape(RouteKey.parse(ApiKind.HTTP, "ANY /"))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiKind.class,
      names = {"REST", "HTTP"})
  void rootHasNoSegments(ApiKind kind) {
    assertThat(RouteKey.parse(kind, "ANY /").segments()).isEmpty();
    assertThat(RouteKey.parse(kind, "ANY /").path()).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE /a",
        "GET /a",
        "HEAD /a",
        "OPTIONS /a",
        "PATCH /a",
        "POST /a",
        "PUT /a",
        "ANY /a",
        "GET /a.b/c_d/e,f/g:h/i-j",
        "GET /{a.b}",
        "GET /{a-b}/{c_d}",
        "GET /{proxy+}",
        "GET /A/a"
      })
  void bothKindsTakeThese(String text) {
    assertThat(RouteKey.parse(ApiKind.REST, text))
        .hasToString(text)
        .isEqualTo(RouteKey.parse(ApiKind.HTTP, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$default", "GET /a/", "GET /a%20b", "GET /~a", "GET /a@b", "GET /(a)", "GET /a+b"
      })
  void httpTakesMore(String text) {
    assertThat(RouteKey.parse(ApiKind.HTTP, text)).hasToString(text);
    assertThatIllegalArgumentException().isThrownBy(() -> RouteKey.parse(ApiKind.REST, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | a verb, a space and a path",
        "/pets | a verb, a space and a path",
        "GET | a verb, a space and a path",
        "GET pets | a verb, a space and a path",
        "GET  /pets | a verb, a space and a path",
        "get /pets | did you mean GET?",
        "GTE /pets | expected one of DELETE, GET,",
        "TRACE /pets | expected one of",
        "$Default | a verb, a space and a path",
        "GET //pets | no empty segment",
        "GET /pets//a | no empty segment",
        "GET /pets/{id | that is a whole segment",
        "GET /pets/x{id} | that is a whole segment",
        "GET /pets/{id}.json | that is a whole segment",
        "GET /pets/{} | that is a whole segment",
        "GET /pets/{+} | that is a whole segment",
        "GET /pets/{a b} | that is a whole segment",
        "GET /{proxy+}/a | a greedy variable at the end only",
        "GET /{id}/{id} | each variable once",
        "GET /{id}/{id+} | each variable once",
        "GET /a?b=c | a segment of a URI's characters",
        "GET /a b | a segment of a URI's characters",
        "GET /a%2 | a segment of a URI's characters",
        "GET /ä | a segment of a URI's characters"
      })
  void whatIsNoKeyIsRefused(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RouteKey.parse(ApiKind.HTTP, text))
        .withMessageContaining(message);
    assertThatIllegalArgumentException().isThrownBy(() -> RouteKey.parse(ApiKind.REST, text));
  }

  @Test
  void webSocketKeysAreOfAnotherGrammar() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RouteKey.parse(ApiKind.WEBSOCKET, "GET /a"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET /pets/{id}, GET /pets/{petId}, true",
    "GET /pets/{id+}, GET /pets/{proxy+}, true",
    "GET /pets, GET /pets, true",
    "GET /pets/{id}, POST /pets/{id}, false",
    "GET /pets/{id}, ANY /pets/{id}, false",
    "GET /pets/{id}, GET /pets/{id+}, false",
    "GET /pets/{id}, GET /pets/id, false",
    "GET /pets, GET /Pets, false",
    "GET /pets, GET /pets/, false"
  })
  void shapeIsWhatIsLeftWithoutNames(String one, String other, boolean same) {
    RouteKey key = RouteKey.parse(ApiKind.HTTP, one);
    assertThat(key.sameShape(RouteKey.parse(ApiKind.HTTP, other))).isEqualTo(same);
  }
}
