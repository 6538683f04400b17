package io.apigw.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.apigw.api.Headers;
import io.apigw.api.Request;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Requests that no authorizer may admit. */
final class Garbage {

  private Garbage() {}

  /** A request with half of each header. */
  static Request halfOf(Request request) {
    Headers.Builder half = Headers.builder();
    request
        .headers()
        .forEach((name, value) -> half.add(name, value.substring(0, value.length() / 2)));
    return request.toBuilder().headers(half.build()).build();
  }

  /** Requests that carry a text where credentials are looked for. */
  static Stream<Request> requests(String text) {
    Request bare = Request.get("/");
    Function<String, Request> header = name -> bare.withHeader(name, text);
    return Stream.of(
        header.apply("Authorization"),
        header.apply("authorization").withAddedHeader("Authorization", "Bearer x"),
        header.apply("x-api-key"),
        header.apply("Cookie"),
        header.apply("token"));
  }

  /** What is no credential, though some of it looks like one. */
  static List<String> credentials() {
    String none = unsigned("{\"alg\":\"none\"}");
    return List.of(
        "",
        " ",
        "Bearer",
        "Bearer ",
        "bearer  ",
        "Bearer null",
        "Bearer undefined",
        "Bearer .",
        "Bearer ..",
        "Bearer ...",
        "Bearer a.b.c",
        "Bearer " + "a".repeat(20_000),
        "Bearer " + "a.".repeat(10_000),
        "Bearer " + none,
        none,
        "Bearer " + none + "AAAA",
        "Bearer " + unsigned("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "AAAA",
        "Bearer " + unsigned("{\"alg\":\"RS256\",\"kid\":\"x\"}") + "AAAA",
        "Bearer " + unsigned("{\"alg\":\"RS256\",\"jku\":\"http://169.254.169.254/\"}") + "AAAA",
        "Basic Og==",
        "Basic YWRtaW46YWRtaW4=",
        "AWS4-HMAC-SHA256 Credential=, SignedHeaders=, Signature=",
        "AWS4-HMAC-SHA256 Credential=AKIA/20260312/local/execute-api/aws4_request, SignedHeaders=host, Signature=0",
        "allow",
        "*",
        "\u00e9\u00ff");
  }

  private static String unsigned(String header) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String claims =
        "{\"iss\":\"https://issuer.example\",\"aud\":\"orders\",\"sub\":\"admin\",\"exp\":4102444800}";
    return encoder.encodeToString(header.getBytes(UTF_8)) + "."
        + encoder.encodeToString(claims.getBytes(UTF_8)) + ".";
  }
}
