package io.apigw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.ValueExpression.Concatenation;
import io.apigw.api.ValueExpression.ContextVariable;
import io.apigw.api.ValueExpression.Literal;
import io.apigw.api.ValueExpression.PathParameter;
import io.apigw.api.ValueExpression.QueryParameter;
import io.apigw.api.ValueExpression.ReplyBody;
import io.apigw.api.ValueExpression.ReplyHeader;
import io.apigw.api.ValueExpression.RequestBody;
import io.apigw.api.ValueExpression.RequestHeader;
import io.apigw.api.ValueExpression.RequestPath;
import io.apigw.api.ValueExpression.StageVariable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueExpressionTest {

  static Stream<Arguments> spellings() {
    return Stream.of(
        Arguments.of("method.request.header.X-Tenant", new RequestHeader("X-Tenant", false)),
        Arguments.of("route.request.header.X-Tenant", new RequestHeader("X-Tenant", false)),
        Arguments.of("integration.request.header.X-Tenant", new RequestHeader("X-Tenant", false)),
        Arguments.of("$request.header.X-Tenant", new RequestHeader("X-Tenant", false)),
        Arguments.of("method.request.multivalueheader.A", new RequestHeader("A", true)),
        Arguments.of("route.request.multivalueheader.A", new RequestHeader("A", true)),
        Arguments.of("method.request.querystring.q", new QueryParameter("q", false)),
        Arguments.of("integration.request.querystring.q", new QueryParameter("q", false)),
        Arguments.of("$request.querystring.filter[x]", new QueryParameter("filter[x]", false)),
        Arguments.of("method.request.multivaluequerystring.q", new QueryParameter("q", true)),
        Arguments.of("method.request.path.id", new PathParameter("id")),
        Arguments.of("integration.request.path.id", new PathParameter("id")),
        Arguments.of("$request.path.id", new PathParameter("id")),
        Arguments.of("$request.path", new RequestPath()),
        Arguments.of("method.request.body", new RequestBody("")),
        Arguments.of("$request.body", new RequestBody("")),
        Arguments.of("method.request.body.a.b", new RequestBody("a.b")),
        Arguments.of("route.request.body.action", new RequestBody("action")),
        Arguments.of("$request.body['a']['b']", new RequestBody("a.b")),
        Arguments.of("$request.body[0].a[12]", new RequestBody("[0].a[12]")),
        Arguments.of("$request.body.a[\"x y\"]", new RequestBody("a['x y']")),
        Arguments.of("integration.response.header.ETag", new ReplyHeader("ETag", false)),
        Arguments.of("integration.response.multivalueheader.A", new ReplyHeader("A", true)),
        Arguments.of("$response.header.ETag", new ReplyHeader("ETag", false)),
        Arguments.of("integration.response.body", new ReplyBody("")),
        Arguments.of("$response.body.error.message", new ReplyBody("error.message")),
        Arguments.of("context.identity.sourceIp", new ContextVariable("identity.sourceIp")),
        Arguments.of(
            "$context.authorizer.claims.cognito:groups",
            new ContextVariable("authorizer.claims.cognito:groups")),
        Arguments.of("stageVariables.env", new StageVariable("env")),
        Arguments.of("$stageVariables.env", new StageVariable("env")),
        Arguments.of("${stageVariables.env}", new StageVariable("env")),
        Arguments.of("${$context.stage}", new ContextVariable("stage")),
        Arguments.of("${integration.response.header.H}", new ReplyHeader("H", false)),
        Arguments.of("'static'", new Literal("static")),
        Arguments.of("''", new Literal("")),
        Arguments.of("'it's'", new Literal("it's")),
        Arguments.of(
            "${request.path.a} ${stageVariables.b} text",
            new Concatenation(List.of(
                new PathParameter("a"),
                new Literal(" "),
                new StageVariable("b"),
                new Literal(" text")))),
        Arguments.of(
            "${request.body.service}/${request.body.action}",
            new Concatenation(
                List.of(new RequestBody("service"), new Literal("/"), new RequestBody("action")))));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void everySpellingOfAwsIsRead(String text, ValueExpression expression) {
    assertThat(ValueExpression.parse(text)).isEqualTo(expression);
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void printedTextReadsAsTheSameExpression(String text, ValueExpression expression) {
    assertThat(ValueExpression.parse(expression.toString())).as(text).isEqualTo(expression);
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', textBlock = """
      $request.header.X,            method.request.header.X,      $request.header.X,       route.request.header.X
      method.request.querystring.q, method.request.querystring.q, $request.querystring.q,  route.request.querystring.q
      $request.path.id,             method.request.path.id,       $request.path.id,        route.request.path.id
      $request.body,                method.request.body,          $request.body,           route.request.body
      $request.body[0].a,           method.request.body[0].a,     $request.body[0].a,      route.request.body[0].a
      $response.header.E,           integration.response.header.E, $response.header.E,     integration.response.header.E
      $response.body.a,             integration.response.body.a,  $response.body.a,        integration.response.body.a
      $context.stage,               context.stage,                $context.stage,          context.stage
      stageVariables.v,             stageVariables.v,             $stageVariables.v,       stageVariables.v
      'text',                       'text',                       text,                    'text'
      '',                           '',                           '',                      ''
      '$context.a',                 '$context.a',                 '$context.a',            '$context.a'
      """)
  void eachKindOfApiHasItsOwnSpelling(String text, String rest, String http, String webSocket) {
    ValueExpression expression = ValueExpression.parse(text);
    assertThat(expression.write(ApiKind.REST)).isEqualTo(rest);
    assertThat(expression.write(ApiKind.HTTP)).isEqualTo(http);
    assertThat(expression.write(ApiKind.WEBSOCKET)).isEqualTo(webSocket);
    assertThat(ValueExpression.parse(rest)).isEqualTo(expression);
    assertThat(ValueExpression.parseMapped(http)).isEqualTo(expression);
    assertThat(ValueExpression.parse(webSocket)).isEqualTo(expression);
  }

  @Test
  void anHttpApiHasOneSpellingForOneAndAllValues() {
    ValueExpression all = ValueExpression.parse("method.request.multivalueheader.X");
    assertThat(all.write(ApiKind.REST)).isEqualTo("method.request.multivalueheader.X");
    assertThat(all.write(ApiKind.WEBSOCKET)).isEqualTo("route.request.multivalueheader.X");
    assertThat(all.write(ApiKind.HTTP)).isEqualTo("$request.header.X");
  }

  @Test
  void whatAKindCannotNameIsNotWritten() {
    assertThatThrownBy(() -> ValueExpression.parse("$request.path").write(ApiKind.REST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a value that a REST API can name but was $request.path");
    ValueExpression mixed = ValueExpression.parse("${context.a}-${context.b}");
    assertThatThrownBy(() -> mixed.write(ApiKind.REST))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(mixed.write(ApiKind.HTTP)).isEqualTo("${context.a}-${context.b}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        "'",
        "'quoted'",
        "$",
        "$5",
        "a$b",
        "$context.x",
        "${context.x}",
        "\\$default",
        "a\\b",
        "a\\\\b",
        "a\\\\$b",
        "\\",
        "$x",
        "method.request.header.X"
      })
  void anyTextCanBeStaticInAMapping(String text) {
    Literal literal = new Literal(text);
    assertThat(ValueExpression.parseMapped(literal.write(ApiKind.HTTP))).isEqualTo(literal);
    assertThat(ValueExpression.parse(literal.write(ApiKind.REST))).isEqualTo(literal);
    Concatenation mixed = text.isEmpty()
        ? new Concatenation(List.of(new ContextVariable("a"), new ContextVariable("b")))
        : new Concatenation(
            List.of(literal, new ContextVariable("a"), literal, new ContextVariable("b")));
    assertThat(ValueExpression.parseMapped(mixed.write(ApiKind.HTTP))).isEqualTo(mixed);
    assertThat(ValueExpression.parse(mixed.toString())).isEqualTo(mixed);
  }

  @Test
  void onlyASigilMakesANameInAMapping() {
    assertThat(ValueExpression.parseMapped("context.stage"))
        .isEqualTo(new Literal("context.stage"));
    assertThat(ValueExpression.parseMapped("costs $5")).isEqualTo(new Literal("costs $5"));
    assertThat(ValueExpression.parseMapped("$context.stage"))
        .isEqualTo(new ContextVariable("stage"));
    assertThat(ValueExpression.parseMapped("\\$default")).isEqualTo(new Literal("$default"));
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', textBlock = """
      method.request.headers.X,      at position 21, "did you mean method.request.header.X?"
      method.reqest.header.X,        at position 10, "did you mean method.request.header.X?"
      $request.query.q,              at position 14, "but was $request.query.q"
      $request.Header.X,             at position 9,  "did you mean $request.header.X?"
      $contxt.stage,                 at position 5,  "did you mean $context.stage?"
      stageVariable.v,               at position 13, "did you mean stageVariables.v?"
      request.header.X,              at position 1,  "but was request.header.X"
      hello,                         at position 0,  "but was hello"
      "",                            at position 0,  "but was empty"
      'open,                         at position 0,  "but was 'open"
      ${context.stage,               at position 0,  "expected a } for the ${"
      a ${requst.path.x},            at position 8,  "did you mean $request.path.x?"
      ${},                           at position 2,  "but was ${}"
      a ${context.x} $context.y,     at position 15, "expected ${context.…} in braces"
      method.request.header.,        at position 22, "expected a header's name but was empty"
      method.request.header.a b,     at position 22, "expected a header's name but was a b"
      method.request.path.proxy+,    at position 20, "without +"
      stageVariables.a-b,            at position 15, "letters, digits and underscores"
      $request.body.,                at position 14, "field's path"
      $request.body.a..b,            at position 2,  "no '..', wildcard or filter"
      $request.body.a[*],            at position 2,  "no '..', wildcard or filter"
      $request.body.a[?(@.b)],       at position 2,  "no '..', wildcard or filter"
      $request.body.*,               at position 0,  "no '..', wildcard or filter"
      $request.body[1:2],            at position 2,  "']'"
      $request.body[-1],             at position 1,  "a number from 0"
      $request.body['a,              at position 3,  "expected '''"
      $request.body[99999999999],    at position 12, "a number from 0"
      """)
  void whatIsNoExpressionIsExplained(String text, String position, String hint) {
    assertThatThrownBy(() -> ValueExpression.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected ")
        .hasMessageContaining(position)
        .hasMessageContaining(hint);
  }

  @Test
  void aMappingThatBeginsLikeANameIsNotTakenForText() {
    assertThatThrownBy(() -> ValueExpression.parseMapped("$contxt.stage"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("did you mean $context.stage?");
  }

  @Test
  void fieldsDeeperThanJsonMayBeAreRefused() {
    assertThat(new RequestBody("a" + ".a".repeat(63)).path()).hasSize(127);
    assertThatThrownBy(() -> new RequestBody("a" + ".a".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', textBlock = """
      method.request.header.X,                REQUEST
      $request.path,                          REQUEST
      stageVariables.v,                       REQUEST
      'text',                                 REQUEST
      context.requestId,                      REQUEST
      context.identity.sourceIp,              REQUEST
      context.identity.clientCert.subjectDN,  REQUEST
      context.identity.caller,                AUTHORIZED
      context.identity.apiKeyId,              AUTHORIZED
      context.authorizer.claims.sub,          AUTHORIZED
      $request.body,                          BODY
      method.request.body.a,                  BODY
      context.integration.status,             REPLY
      context.status,                         REPLY
      $response.header.X,                     REPLY
      integration.response.body.a,            REPLY
      ${context.stage}-${context.authorizer.a}, AUTHORIZED
      ${context.authorizer.a}-${request.body.a}, BODY
      """)
  void availabilityIsTheEarliestPoint(String text, Availability expected) {
    assertThat(ValueExpression.parse(text).availability()).isEqualTo(expected);
  }

  @Test
  void mixedTextIsMadeOfDistinctParts() {
    Literal text = new Literal("a");
    ContextVariable stage = new ContextVariable("stage");
    Concatenation mixed = new Concatenation(List.of(text, stage));
    for (List<ValueExpression> wrong : List.of(
        List.<ValueExpression>of(),
        List.<ValueExpression>of(stage),
        List.<ValueExpression>of(text, text),
        List.<ValueExpression>of(new Literal(""), stage),
        List.<ValueExpression>of(mixed, stage))) {
      assertThatThrownBy(() -> new Concatenation(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
