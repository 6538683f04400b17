package io.apigw.api;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The name of one value of a request, in any of AWS's spellings: {@code method.request.header.X}, {@code
 * $request.header.X} and {@code route.request.header.X} name the same value and are equal. Identity sources, cache
 * keys, parameter mappings and access logs are all written this way. {@code parse(e.toString())} is equal to {@code e}.
 */
public sealed interface ValueExpression {

  /**
   * Reads an expression. Known are {@code method.request.}, {@code route.request.}, {@code integration.request.} (a
   * cache key's way to name the same) and {@code $request.}, each with {@code header.NAME}, {@code querystring.NAME},
   * {@code path.NAME}, {@code body} and {@code body.FIELD}; the first two with {@code multivalueheader.NAME} and
   * {@code multivaluequerystring.NAME}; {@code $request.path}; {@code integration.response.} and {@code $response.}
   * with {@code header.NAME}, {@code body} and {@code body.FIELD}; {@code context.NAME} and {@code
   * stageVariables.NAME} with or without {@code $}; {@code 'text'}; and text with values in braces:
   * <code>${request.path.a}-${stageVariables.b}</code>.
   *
   * @param text the expression
   * @return the value that it names
   * @throws IllegalArgumentException if it is none of these; says where, and what comes near
   */
  static ValueExpression parse(String text) {
    return ValueExpressionParser.parse(text, ValueExpressionParser.Plain.REFUSED);
  }

  /**
   * Reads the value of an HTTP API's parameter mapping, or a WebSocket API's selection expression: as {@link #parse},
   * but only what begins with {@code $} or stands in <code>${…}</code> names a value, and all other text is a static
   * value. {@code 'text'} is static text without the quotes; {@code \$} is a dollar.
   *
   * @param text the mapping's value
   * @return the value that it names
   * @throws IllegalArgumentException if it begins like a name and is none; says where, and what comes near
   */
  static ValueExpression parseMapped(String text) {
    return ValueExpressionParser.parse(text, ValueExpressionParser.Plain.STATIC);
  }

  /**
   * This expression as an API of one kind spells it, for export. An HTTP API joins repeats always, so it has one
   * spelling for both forms of a header or query parameter.
   *
   * @param kind the kind of API
   * @return its spelling
   * @throws IllegalArgumentException if that kind cannot name this value: the request's path outside HTTP APIs, mixed
   *     text in REST APIs
   */
  String write(ApiKind kind);

  /**
   * From when on the value can be read.
   *
   * @return the earliest point; the start of the request's way for all but bodies, replies and what an authorizer
   *     sets
   */
  default Availability availability() {
    return Availability.REQUEST;
  }

  /**
   * Compiles this expression. A REST or WebSocket API reads the last value of a header or query parameter, or all of
   * them for the multi-value form; an HTTP API always all. A REST API matches the case of header names, as recorded
   * from AWS; the others do not.
   *
   * @param kind the kind of API whose rules count
   * @param json reads bodies; used only by {@link RequestBody} and {@link ReplyBody} with a field
   * @return the reader
   */
  ValueReader reader(ApiKind kind, JsonEngine json);

  /**
   * A header of the request.
   *
   * @param name the header's name
   * @param multi whether all values are meant and not only the last
   */
  record RequestHeader(String name, boolean multi) implements ValueExpression {

    public RequestHeader {
      Spelling.requireHeader(name);
    }

    @Override
    public String write(ApiKind kind) {
      return Spelling.request(kind) + Spelling.multi(multi, kind) + "header." + name;
    }

    @Override
    public ValueReader reader(ApiKind kind, JsonEngine json) {
      return HeaderReader.of(MessageSide.REQUEST, name, multi, kind);
    }

    @Override
    public String toString() {
      return write(Spelling.natural(multi));
    }
  }

  /**
   * A parameter of the request's query, percent-decoded.
   *
   * @param name the parameter's decoded name, in its exact case
   * @param multi whether all values are meant and not only the last
   */
  record QueryParameter(String name, boolean multi) implements ValueExpression {

    public QueryParameter {
      Spelling.requireName("a query parameter's name", name);
    }

    @Override
    public String write(ApiKind kind) {
      return Spelling.request(kind) + Spelling.multi(multi, kind) + "querystring." + name;
    }

    @Override
    public ValueReader reader(ApiKind kind, JsonEngine json) {
      return new QueryReader(name, multi || kind == ApiKind.HTTP);
    }

    @Override
    public String toString() {
      return write(Spelling.natural(multi));
    }
  }

  /**
   * A variable of the route's path.
   *
   * @param name the name between the braces of the route key, without {@code +}
   */
  record PathParameter(String name) implements ValueExpression {

    public PathParameter {
      Spelling.requirePathVariable(name);
    }

    @Override
    public String write(ApiKind kind) {
      return Spelling.request(kind) + "path." + name;
    }

    @Override
    public ValueReader reader(ApiKind kind, JsonEngine json) {
      return source -> source.pathParameter(name);
    }

    @Override
    public String toString() {
      return write(ApiKind.HTTP);
    }
  }

  /** The request's path without stage, {@link ValueSource#context} {@code routedPath}. */
  record RequestPath() implements ValueExpression {

    @Override
    public String write(ApiKind kind) {
      return Spelling.known(kind == ApiKind.HTTP, kind, "$request.path");
    }

    @Override
    public ValueReader reader(ApiKind kind, JsonEngine json) {
      return source -> source.context("routedPath");
    }

    @Override
    public String toString() {
      return write(ApiKind.HTTP);
    }
  }

  /**
   * The request's body, or one field of it. A field that is JSON's null counts as missing; an object or array is its
   * JSON text. A REST API takes a body that does not begin like JSON, or is empty, for {@code {}}; the others take no
   * JSON as a missing field. An HTTP API looks for fields in bodies up to 100 KB.
   *
   * @param path the field, such as {@code order.items[0].id}; empty for the whole body
   */
  record RequestBody(String path) implements ValueExpression {

    public RequestBody {
      path = path.isEmpty() ? path : FieldPath.parse(path).toString();
    }

    @Override
    public String write(ApiKind kind) {
      return Spelling.request(kind) + Spelling.body(path);
    }

    @Override
    public Availability availability() {
      return Availability.BODY;
    }

    @Override
    public ValueReader reader(ApiKind kind, JsonEngine json) {
      return BodyReader.of(MessageSide.REQUEST, path, kind, json);
    }

    @Override
    public String toString() {
      return write(ApiKind.HTTP);
    }
  }

  /**
   * A variable of the stage.
   *
   * @param name letters, digits and underscores, at most 64
   */
  record StageVariable(String name) implements ValueExpression {

    public StageVariable {
      Spelling.requireStageVariable(name);
    }

    @Override
    public String write(ApiKind kind) {
      return Spelling.sigil(kind) + "stageVariables." + name;
    }

    @Override
    public ValueReader reader(ApiKind kind, JsonEngine json) {
      return source -> source.stageVariable(name);
    }

    @Override
    public String toString() {
      return write(ApiKind.HTTP);
    }
  }

  /**
   * A variable of {@code $context}. Which there are depends on the kind of API and on the authorizer, so any name is
   * accepted; one that is never set is always missing.
   *
   * @param name for example {@code requestId} or {@code authorizer.claims.sub}
   */
  record ContextVariable(String name) implements ValueExpression {

    public ContextVariable {
      Spelling.requireName("a context variable's name", name);
    }

    @Override
    public String write(ApiKind kind) {
      return Spelling.sigil(kind) + "context." + name;
    }

    @Override
    public Availability availability() {
      return ContextAvailability.of(name);
    }

    @Override
    public ValueReader reader(ApiKind kind, JsonEngine json) {
      return source -> source.context(name);
    }

    @Override
    public String toString() {
      return write(ApiKind.HTTP);
    }
  }

  /**
   * Static text.
   *
   * @param text the text without quotes; may be empty
   */
  record Literal(String text) implements ValueExpression {

    public Literal {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public String write(ApiKind kind) {
      return kind == ApiKind.HTTP && Spelling.readsAsItself(this) ? text : toString();
    }

    @Override
    public ValueReader reader(ApiKind kind, JsonEngine json) {
      return new LiteralReader(text);
    }

    @Override
    public String toString() {
      return "'" + text + "'";
    }
  }

  /**
   * A header of the integration's answer.
   *
   * @param name the header's name
   * @param multi whether all values are meant and not only the last
   */
  record ReplyHeader(String name, boolean multi) implements ValueExpression {

    public ReplyHeader {
      Spelling.requireHeader(name);
    }

    @Override
    public String write(ApiKind kind) {
      return Spelling.reply(kind) + Spelling.multi(multi, kind) + "header." + name;
    }

    @Override
    public Availability availability() {
      return Availability.REPLY;
    }

    @Override
    public ValueReader reader(ApiKind kind, JsonEngine json) {
      return HeaderReader.of(MessageSide.REPLY, name, multi, kind);
    }

    @Override
    public String toString() {
      return write(Spelling.natural(multi));
    }
  }

  /**
   * The body of the integration's answer, or one field of it; read like {@link RequestBody}.
   *
   * @param path the field, such as {@code error.message}; empty for the whole body
   */
  record ReplyBody(String path) implements ValueExpression {

    public ReplyBody {
      path = path.isEmpty() ? path : FieldPath.parse(path).toString();
    }

    @Override
    public String write(ApiKind kind) {
      return Spelling.reply(kind) + Spelling.body(path);
    }

    @Override
    public Availability availability() {
      return Availability.REPLY;
    }

    @Override
    public ValueReader reader(ApiKind kind, JsonEngine json) {
      return BodyReader.of(MessageSide.REPLY, path, kind, json);
    }

    @Override
    public String toString() {
      return write(ApiKind.HTTP);
    }
  }

  /**
   * Text in which other values stand. Where one of them is missing the whole is missing, in a WebSocket API it counts
   * as empty text.
   *
   * @param parts two or more, none of them mixed itself, no two texts in a row
   */
  record Concatenation(List<ValueExpression> parts) implements ValueExpression {

    public Concatenation {
      parts = List.copyOf(parts);
      Spelling.requireMixed(parts);
    }

    @Override
    public String write(ApiKind kind) {
      return Spelling.known(
          kind != ApiKind.REST, kind, Spelling.mixed(parts, part -> part.write(ApiKind.HTTP)));
    }

    @Override
    public Availability availability() {
      return Collections.max(parts.stream().map(ValueExpression::availability).toList());
    }

    @Override
    public ValueReader reader(ApiKind kind, JsonEngine json) {
      return new ConcatenationReader(
          parts.stream().map(part -> part.reader(kind, json)).toList(), kind == ApiKind.WEBSOCKET);
    }

    @Override
    public String toString() {
      return Spelling.mixed(parts, ValueExpression::toString);
    }
  }
}
