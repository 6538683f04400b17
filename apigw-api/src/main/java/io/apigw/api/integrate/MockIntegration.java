package io.apigw.api.integrate;

import io.apigw.api.DefinitionException;
import io.apigw.api.Headers;
import io.apigw.api.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The gateway itself answers, always the same: for a preflight, a health check, or an API before its back end exists.
 * Immutable, with value equality.
 *
 * <pre>{@code
 * .method("GET /health", m -> m.mock(mock -> mock.header("Content-Type", "text/plain").body("ok")))
 * }</pre>
 */
public final class MockIntegration implements Integration {

  private final int status;
  private final Headers headers;
  private final String body;

  private MockIntegration(Builder from) {
    status = from.status;
    headers = from.headers;
    body = from.body;
  }

  /** Returns a builder of a mock that answers 200 without headers and body. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts with all of this mock. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.status = status;
    builder.headers = headers;
    builder.body = body;
    return builder;
  }

  /** Returns the status of the answer. */
  public int status() {
    return status;
  }

  /** Returns the headers of the answer. */
  public Headers headers() {
    return headers;
  }

  /** Returns the text of the answer, sent as UTF-8; may be empty. */
  public String body() {
    return body;
  }

  @Override
  public <R> R match(
      Function<? super FunctionIntegration, ? extends R> function,
      Function<? super HttpIntegration, ? extends R> http,
      Function<? super MockIntegration, ? extends R> mock) {
    return mock.apply(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MockIntegration that
        && status == that.status
        && headers.equals(that.headers)
        && body.equals(that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, headers, body);
  }

  @Override
  public String toString() {
    return "mock " + status;
  }

  /** Collects a mock's answer. Setters refuse null only. Not thread-safe. */
  public static final class Builder {

    private int status = 200;
    private Headers headers = Headers.empty();
    private String body = "";
    private final List<Problem> problems = new ArrayList<>();

    private Builder() {}

    /** Sets the status, 100 to 599. Default 200. */
    public Builder status(int status) {
      this.status = status;
      return this;
    }

    /** Sets a header; the same name again, in any casing, replaces it. */
    public Builder header(String name, String value) {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
      try {
        headers = headers.with(name, value);
      } catch (IllegalArgumentException e) {
        problems.add(new Problem("headers[" + name + "]", String.valueOf(e.getMessage())));
      }
      return this;
    }

    /** Sets the text of the answer. Default empty. */
    public Builder body(String text) {
      this.body = Objects.requireNonNull(text, "text");
      return this;
    }

    /**
     * Returns the mock.
     *
     * @throws DefinitionException with all that is wrong: the status, names or values of headers
     */
    public MockIntegration build() {
      List<Problem> all = new ArrayList<>(problems);
      if (status < 100 || status > 599) {
        all.add(Problem.expected("status", "100 to 599", status));
      }
      if (!all.isEmpty()) {
        throw new DefinitionException("mock", all);
      }
      return new MockIntegration(this);
    }
  }
}
