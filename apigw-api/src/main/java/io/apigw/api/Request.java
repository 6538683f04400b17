package io.apigw.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A request as a host received it: the request-target untouched beside its parsed path and query, headers in their
 * order and casing, and a body in memory or streamed. Immutable; a streamed body is taken once.
 */
public final class Request {

  private final String method;
  private final String target;
  private final int pathStart;
  private final int pathEnd;
  private final Headers headers;
  private final Body body;
  private final Connection connection;
  private final RequestExecutor executor;
  private final String protocol;

  /** Parsed when first asked for; parsing twice in a race gives equal values. */
  private volatile QueryString query;

  @SuppressWarnings("NullAway") // query is filled when first asked for
  private Request(Builder builder) {
    this.method = builder.method;
    this.target = builder.target;
    this.pathStart = builder.mountPath.length();
    int question = target.indexOf('?');
    this.pathEnd = question < 0 ? target.length() : question;
    this.headers = builder.headers;
    this.body = builder.body;
    this.connection = builder.connection;
    this.executor = builder.executor;
    this.protocol = builder.protocol;
  }

  /**
   * Returns a GET request without headers and body.
   *
   * @param target path and query, for example {@code /pets?limit=5}
   * @throws IllegalArgumentException when the target does not begin with a slash
   */
  public static Request get(String target) {
    return builder("GET", target).build();
  }

  /**
   * Returns a POST request without headers.
   *
   * @param target path and query
   * @param body what to send
   * @throws IllegalArgumentException when the target does not begin with a slash
   */
  public static Request post(String target, Body body) {
    return builder("POST", target).body(body).build();
  }

  /**
   * Returns a builder.
   *
   * @param method the verb, upper-case as HTTP has it
   * @param target path and query exactly as received, in origin form
   * @throws IllegalArgumentException when the method is no token, or the target does not begin with a slash or
   *     holds blanks or control characters
   */
  public static Builder builder(String method, String target) {
    return new Builder(method, target);
  }

  /** Returns a builder that starts with this request. */
  public Builder toBuilder() {
    Builder builder = new Builder(method, target);
    builder.mountPath = mountPath();
    builder.headers = headers;
    builder.body = body;
    builder.connection = connection;
    builder.executor = executor;
    builder.protocol = protocol;
    return builder;
  }

  /** Returns the verb as received. */
  public String method() {
    return method;
  }

  /** Returns path and query exactly as received, the mount path included. */
  public String target() {
    return target;
  }

  /** Returns the path under the {@linkplain #mountPath() mount path}, percent-encoding untouched. */
  public String path() {
    return pathStart == pathEnd ? "/" : target.substring(pathStart, pathEnd);
  }

  /** Returns the part of the path that the host has cut off before routing; empty when there is none. */
  public String mountPath() {
    return target.substring(0, pathStart);
  }

  /** Returns the text after the question mark exactly as received; empty when there is none. */
  public String rawQuery() {
    return pathEnd == target.length() ? "" : target.substring(pathEnd + 1);
  }

  /**
   * Returns the query's parameters, decoded.
   *
   * @throws IllegalArgumentException when there are more parameters than {@link QueryString} admits; the gateway
   *     refuses such a request before any function sees it
   */
  @SuppressWarnings({"NullAway", "ConstantConditions"}) // null until first asked for
  public QueryString query() {
    QueryString parsed = query;
    if (parsed == null) {
      parsed = QueryString.parse(rawQuery());
      query = parsed;
    }
    return parsed;
  }

  /** Returns the header fields as received. */
  public Headers headers() {
    return headers;
  }

  /** Returns the first value of a header. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** Returns the last value of a query parameter, decoded: the one that Amazon API Gateway takes. */
  public Optional<String> queryParameter(String name) {
    return query().last(name);
  }

  /** Returns all values of a query parameter, decoded, in order. */
  public List<String> queryParameters(String name) {
    return query().all(name);
  }

  /** Returns the body. */
  public Body body() {
    return body;
  }

  /** Returns what the host knows of the connection. */
  public Connection connection() {
    return connection;
  }

  /** Returns the thread that owns the request; {@link RequestExecutor#inPlace()} for a request without a host. */
  public RequestExecutor executor() {
    return executor;
  }

  /** Returns the protocol's name and version as the client spoke it; {@code HTTP/1.1} unless the host said so. */
  public String protocol() {
    return protocol;
  }

  /** Returns this request with one value for a header. */
  public Request withHeader(String name, String value) {
    return toBuilder().headers(headers.with(name, value)).build();
  }

  /** Returns this request with one more header field. */
  public Request withAddedHeader(String name, String value) {
    return toBuilder().headers(headers.withAdded(name, value)).build();
  }

  /** Returns this request with another body; the one before is not discarded. */
  public Request withBody(Body other) {
    return toBuilder().body(other).build();
  }

  /** Returns verb and path; the query is left out, since it may hold credentials. */
  @Override
  public String toString() {
    return method + " " + target.substring(0, pathEnd);
  }

  /** Collects the parts of a request. Not thread-safe. */
  public static final class Builder {

    private final String method;
    private final String target;
    private String mountPath = "";
    private Headers headers = Headers.empty();
    private Body body = Body.empty();
    private Connection connection = Connection.local();
    private RequestExecutor executor = RequestExecutor.inPlace();
    private String protocol = "HTTP/1.1";

    private Builder(String method, String target) {
      this.method = RequestSyntax.method(Objects.requireNonNull(method, "method"));
      this.target = RequestSyntax.target(Objects.requireNonNull(target, "target"));
    }

    /**
     * Sets the part of the path that the host cuts off before routing; none unless set.
     *
     * @param path empty, or a path without a trailing slash that the target's path begins with
     * @throws IllegalArgumentException when the target is not under it
     */
    public Builder mountPath(String path) {
      this.mountPath = RequestSyntax.mountPath(Objects.requireNonNull(path, "path"), target);
      return this;
    }

    /** Sets the header fields; none unless set. */
    public Builder headers(Headers fields) {
      this.headers = Objects.requireNonNull(fields, "fields");
      return this;
    }

    /** Adds a header field at the end. */
    public Builder header(String name, String value) {
      this.headers = headers.withAdded(name, value);
      return this;
    }

    /** Sets the body; empty unless set. */
    public Builder body(Body content) {
      this.body = Objects.requireNonNull(content, "content");
      return this;
    }

    /** Sets what the host knows of the connection; a local one unless set. */
    public Builder connection(Connection facts) {
      this.connection = Objects.requireNonNull(facts, "facts");
      return this;
    }

    /** Sets the thread that owns the request; the caller's unless set. */
    public Builder executor(RequestExecutor owner) {
      this.executor = Objects.requireNonNull(owner, "owner");
      return this;
    }

    /** Sets the protocol's name and version; {@code HTTP/1.1} unless set. */
    public Builder protocol(String nameAndVersion) {
      this.protocol = Objects.requireNonNull(nameAndVersion, "nameAndVersion");
      return this;
    }

    /** Returns the request. */
    public Request build() {
      return new Request(this);
    }
  }
}
