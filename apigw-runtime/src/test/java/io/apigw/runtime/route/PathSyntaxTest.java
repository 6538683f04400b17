package io.apigw.runtime.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** spec/abuse.md 54 to 59. */
class PathSyntaxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/prod/public/../admin",
        "/..",
        "/.",
        "/a/..",
        "/a/.",
        "/./a",
        "/%2e%2e/a",
        "/%2E%2E/a",
        "/.%2e/a",
        "/%2e./a",
        "/%2e",
        "/a/%2e%2E",
        "/public/..;/admin",
        "/public/.;x=1/admin",
        "/public/..%3b/admin",
        "/public/%2e%2e%3Bx/admin"
      })
  void dotSegmentIsRefused(String path) {
    assertThat(PathSyntax.fault(path))
        .extracting(Rejection::facts)
        .asString()
        .contains("a segment . or ..");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%",
        "/%2",
        "/%GG",
        "/a%",
        "/%u002e",
        "/%c0%ae",
        "/%ff",
        "/%e0%80%af",
        "/%ed%a0%80",
        "/%2g",
        "/% 20"
      })
  void invalidEncodingIsRefused(String path) {
    assertThat(PathSyntax.fault(path))
        .extracting(Rejection::type)
        .isEqualTo(GatewayResponseType.BAD_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a%00",
        "/%00.css",
        "/a%5cb",
        "/%5C..%5C",
        "/a\\b",
        "/a\u0001",
        "/a\u007f",
        "/ä",
        "/a\u20ac",
        "/a b"
      })
  void characterThatIsReadDifferentlyElsewhereIsRefused(String path) {
    assertThat(PathSyntax.fault(path))
        .extracting(Rejection::type)
        .isEqualTo(GatewayResponseType.BAD_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "//",
        "/a/b/",
        "/a//b",
        "/.well-known/x",
        "/...",
        "/a..b/..a/a..",
        "/api../admin",
        "/a%2Fb",
        "/items/a%2F..%2Fadmin",
        "/%252e%252e%252f",
        "/%e2%82%ac",
        "/a;x=1",
        "/;/admin",
        "/%3b",
        "/a+b%20c",
        "/*",
        "/a%2500",
        "/{x}|y"
      })
  void everythingElseIsTakenLiterally(String path) {
    assertThat(PathSyntax.fault(path)).isNull();
  }
}
