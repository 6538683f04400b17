package io.apigw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void itNamesPlaceRuleAndValue() {
    assertThat(Problem.expected("timeout", "50ms to 29s", "PT0S"))
        .hasToString("timeout: expected 50ms to 29s but was PT0S");
    assertThat(Problem.expected("", "a name", "")).hasToString("expected a name but was empty");
  }

  @Test
  void eachOwnerPutsItsPartInFront() {
    Problem problem = Problem.expected("timeout", "50ms to 29s", "PT0S")
        .under("routes[GET /pets]")
        .under("apis[pets]");
    assertThat(problem.path()).isEqualTo("apis[pets].routes[GET /pets].timeout");
    assertThat(new Problem("[0]", "x").under("scopes").path()).isEqualTo("scopes[0]");
    assertThat(new Problem("", "x").under("a").path()).isEqualTo("a");
    assertThat(new Problem("a", "x").under("").path()).isEqualTo("a");
  }

  @Test
  void longValuesAreCutAndControlCharactersEscaped() {
    assertThat(Problem.expected("p", "r", "x".repeat(300)).message())
        .isEqualTo("expected r but was " + "x".repeat(200) + "… (300 characters)");
    assertThat(Problem.expected("p\n", "r", "a\r\nb\u202ec").toString())
        .isEqualTo("p\\u000a: expected r but was a\\u000d\\u000ab\\u202ec");
    assertThat(Problem.expected("p", "r", "x".repeat(199) + "😀").message())
        .endsWith("x… (201 characters)");
  }

  @Test
  void theNearestNameIsOffered() {
    List<String> names = List.of("header", "querystring", "path");
    assertThat(Problem.expectedOneOf("in", names, "haeder"))
        .hasToString(
            "in: expected one of header, querystring, path but was haeder; did you mean header?");
    assertThat(Problem.expectedOneOf("in", names, "QueryString").message())
        .endsWith("did you mean querystring?");
    assertThat(Problem.expectedOneOf("in", names, "cookie").message()).endsWith("but was cookie");
    assertThat(Problem.expectedOneOf("in", List.of(), "x").message())
        .isEqualTo("expected nothing but was x");
  }

  @Nested
  class InADefinitionException {

    @Test
    void allProblemsStandInTheMessage() {
      DefinitionException exception = new DefinitionException(
          "HTTP API 'pets'",
          List.of(new Problem("a", "x"), new Problem("b", "y"), new Problem("", "z")));
      assertThat(exception).hasMessage("3 problems in HTTP API 'pets'\n  a: x\n  b: y\n  z");
      assertThat(exception.problems()).extracting(Problem::path).containsExactly("a", "b", "");
      assertThat(exception.title()).isEqualTo("HTTP API 'pets'");
    }

    @Test
    void oneProblemIsSingular() {
      assertThat(new DefinitionException("stage 'prod'", List.of(new Problem("a", "x"))))
          .hasMessage("1 problem in stage 'prod'\n  a: x");
    }

    @Test
    void withoutProblemsThereIsNothingToThrow() {
      assertThatThrownBy(() -> new DefinitionException("API", List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itSurvivesSerialization() throws Exception {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(new DefinitionException("API", List.of(new Problem("a", "x"))));
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        assertThat(((DefinitionException) in.readObject()).problems())
            .containsExactly(new Problem("a", "x"));
      }
    }
  }
}
