package io.apigw.auth;

import io.apigw.api.Headers;
import io.apigw.api.QueryString;
import io.apigw.api.Request;
import io.apigw.api.ValueExpression;

/** Where a request has its token: one header, in whatever casing, or one query parameter. */
sealed interface TokenSource {

  /** The value as it came; empty if there is none. */
  String read(Request request);

  /** Whether there are two, of which a back end may believe the other. */
  boolean ambiguous(Request request);

  /** Of a definition that has no problems, so that it is a header or a query parameter. */
  static TokenSource of(ValueExpression source) {
    if (source instanceof ValueExpression.QueryParameter parameter) {
      return new InQuery(parameter.name());
    }
    if (source instanceof ValueExpression.RequestHeader header) {
      return new InHeader(header.name());
    }
    throw new IllegalArgumentException(
        "identitySource: expected a header or query parameter but was " + source);
  }

  /** Where the token begins in a value: after {@code Bearer} and blanks if it begins so, in any case. */
  static int tokenStart(String value) {
    int length = "Bearer".length();
    if (!value.regionMatches(true, 0, "Bearer", 0, length)) {
      return 0;
    }
    int start = length;
    while (start < value.length() && value.charAt(start) == ' ') {
      start++;
    }
    return start > length || start == value.length() ? start : 0;
  }

  /** A header. */
  record InHeader(String name) implements TokenSource {
    @Override
    public String read(Request request) {
      Headers headers = request.headers();
      int index = headers.indexOf(name, 0);
      return index < 0 ? "" : headers.value(index);
    }

    @Override
    public boolean ambiguous(Request request) {
      Headers headers = request.headers();
      int index = headers.indexOf(name, 0);
      return index >= 0 && headers.indexOf(name, index + 1) >= 0;
    }
  }

  /** A query parameter. */
  record InQuery(String name) implements TokenSource {
    @Override
    public String read(Request request) {
      return request.query().last(name).orElse("");
    }

    @Override
    public boolean ambiguous(Request request) {
      QueryString query = request.query();
      return query.count(name) > 1;
    }
  }
}
