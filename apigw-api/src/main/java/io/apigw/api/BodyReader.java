package io.apigw.api;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads one field of a JSON body, by the rules of each kind of API. */
record BodyReader(MessageSide side, FieldPath path, ApiKind kind, JsonEngine json)
    implements ValueReader {

  private static final long HTTP_LIMIT = 100 * 1024;

  static ValueReader of(MessageSide side, String path, ApiKind kind, JsonEngine json) {
    return path.isEmpty()
        ? source -> whole(side.body(source), kind)
        : new BodyReader(side, FieldPath.parse(path), kind, json);
  }

  @Override
  public Optional<String> read(ValueSource source) {
    Body body = side.body(source);
    if (!beginsLikeJson(body.buffer())
        || (kind == ApiKind.HTTP && body.lengthOr(Long.MAX_VALUE) > HTTP_LIMIT)) {
      return Optional.empty();
    }
    try {
      return path.find(json.parse(body.bytes()))
          .filter(value -> !(value instanceof JsonNull))
          .map(JsonValue::text);
    } catch (JsonException unreadable) {
      if (kind == ApiKind.REST) {
        throw unreadable;
      }
      return Optional.empty();
    }
  }

  private static Optional<String> whole(Body body, ApiKind kind) {
    if (body.isEmpty()) {
      return kind == ApiKind.REST ? Optional.of("{}") : Optional.empty();
    }
    return Optional.of(body.text());
  }

  /** Where a field could be. AWS looks at the first character too, so that plain text is no error. */
  private static boolean beginsLikeJson(ByteBuffer body) {
    while (body.hasRemaining()) {
      byte b = body.get();
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return "{[\"'".indexOf(b) >= 0;
      }
    }
    return false;
  }
}
