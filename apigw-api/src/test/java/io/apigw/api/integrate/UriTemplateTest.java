package io.apigw.api.integrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Problem;
import io.apigw.api.integrate.UriTemplate.PathVariable;
import io.apigw.api.integrate.UriTemplate.Position;
import io.apigw.api.integrate.UriTemplate.StageVariable;
import io.apigw.api.integrate.UriTemplate.Text;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriTemplateTest {

  @Test
  void piecesKnowTheirPlace() {
    UriTemplate uri = UriTemplate.parse(
        "http://${stageVariables.sub}.example.com:8080/pets/{petId}?view={view}&x=1");
    assertThat(uri.problems()).isEmpty();
    assertThat(uri.scheme()).isEqualTo("http");
    assertThat(uri.parts())
        .containsExactly(
            new StageVariable("sub", Position.AUTHORITY),
            new Text(".example.com:8080", Position.AUTHORITY),
            new Text("/pets/", Position.PATH),
            new PathVariable("petId", Position.PATH),
            new Text("view=", Position.QUERY),
            new PathVariable("view", Position.QUERY),
            new Text("&x=1", Position.QUERY));
    assertThat(uri.variables()).containsExactly("petId", "view");
    assertThat(uri.stageVariables()).containsExactly("sub");
    assertThat(uri.parts(Position.PATH)).hasSize(2);
    assertThat(uri.origin()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://pets.internal, http, pets.internal, 80",
    "https://pets.internal/a, https, pets.internal, 443",
    "http://pets.internal:8080/{a}, http, pets.internal, 8080",
    "http://[::1]:9000/, http, ::1, 9000",
    "https://127.0.0.1?x={y}, https, 127.0.0.1, 443"
  })
  void originIsKnownWhenItDependsOnNothing(String text, String scheme, String host, int port) {
    assertThat(UriTemplate.parse(text).problems()).isEmpty();
    assertThat(UriTemplate.parse(text).origin()).contains(new Origin(scheme, host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://{tenant}.internal/a",
        "http://{tenant}/a",
        "http://h:${stageVariables.port}/",
        "http://h/a%20b/$x/{proxy}",
        "http://h/a?b={c}?d&e=%2F",
        "http://h/{a}-{b}.json",
        "http://h"
      })
  void whatAwsTakesIsTaken(String text) {
    assertThat(UriTemplate.parse(text).problems()).isEmpty();
    assertThat(UriTemplate.parse(text)).hasToString(text).isEqualTo(UriTemplate.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://h/ | begins with http:// or https://",
        "${stageVariables.scheme}://h/ | begins with http:// or https://",
        "//h/ | begins with http:// or https://",
        "http:///a | expected host or host:port",
        "http://:80/ | expected host or host:port",
        "http://h:0/ | expected host or host:port",
        "http://h:65536/ | expected host or host:port",
        "http://h:80:80/ | expected host or host:port",
        "http://h/a#b | expected no fragment",
        "http://h/a b | characters of a URI but was ' ' at 10",
        "http://h/a\"b | characters of a URI",
        "http://a_b/ | characters of a URI but was '_'",
        "http://h/ä | characters of a URI",
        "http://h/%2 | two hexadecimal digits",
        "http://h/%zz | two hexadecimal digits",
        "http://h/{a | a } for each {",
        "http://h/a} | characters of a URI but was '}'",
        "http://h/{proxy+} | {name} of letters, digits",
        "http://h/{} | {name} of letters, digits",
        "http://h/${a} | expected ${stageVariables.name} but was ${a}",
        "http://h/${stageVariables.a-b} | expected ${stageVariables.name}"
      })
  void whatIsNoTemplateIsAProblem(String text, String message) {
    assertThat(UriTemplate.parse(text).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains(message));
  }

  @Test
  void userInfoIsRefusedAndNotRepeated() {
    assertThat(UriTemplate.parse("http://user:secret@h/").problems())
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("expected no user info")
        .doesNotContain("secret");
  }

  @Test
  void severalProblemsAreAllReported() {
    assertThat(UriTemplate.parse("http://h/a b/{}/${x}#f").problems()).hasSize(4);
  }

  @Nested
  class Resolving {

    @Test
    void stageVariablesAreReplacedAndVariablesKept() {
      UriTemplate uri = UriTemplate.parse(
          "http://${stageVariables.backend}/${stageVariables.v}/{id}?k=${stageVariables.k}");
      UriTemplate resolved =
          uri.resolve(Map.of("backend", "blue.internal:8080", "v", "v1/x", "k", "a"));
      assertThat(resolved.problems()).isEmpty();
      assertThat(resolved).hasToString("http://blue.internal:8080/v1/x/{id}?k=a");
      assertThat(resolved.origin()).contains(new Origin("http", "blue.internal", 8080));
      assertThat(resolved.stageVariables()).isEmpty();
    }

    @Test
    void withoutStageVariablesItStaysAsItIs() {
      UriTemplate uri = UriTemplate.parse("http://h/{id}");
      assertThat(uri.resolve(Map.of())).isSameAs(uri);
    }

    @Test
    void unsetVariableIsAProblemWithTheNearest() {
      UriTemplate uri = UriTemplate.parse("http://${stageVariables.bakend}/");
      assertThat(uri.resolve(Map.of("backend", "h", "color", "blue")).problems())
          .extracting(Problem::message)
          .singleElement()
          .asString()
          .contains("was stageVariables.bakend")
          .contains("did you mean stageVariables.backend?");
      assertThat(uri.resolve(Map.of()).problems())
          .extracting(Problem::message)
          .containsExactly("expected a value for stageVariables.bakend but was none");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"user@h", "h/evil", "h:80:90", "h?x", "h#x", "h:99999", "{x}", "", "h:"})
    void valueOfTheAuthorityIsAHostWithAPortAtMost(String value) {
      UriTemplate uri = UriTemplate.parse("http://${stageVariables.b}/");
      assertThat(uri.resolve(Map.of("b", value)).problems()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a{b}", "a#b", "${stageVariables.b}", "a%2Fb", "a\r\nb"})
    void valueElsewhereHasTheCharactersOfAStageVariable(String value) {
      UriTemplate uri = UriTemplate.parse("http://h/${stageVariables.b}");
      assertThat(uri.resolve(Map.of("b", value)).problems()).isNotEmpty();
    }
  }
}
