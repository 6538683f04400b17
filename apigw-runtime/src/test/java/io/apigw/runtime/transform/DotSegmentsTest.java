package io.apigw.runtime.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotSegmentsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.",
        "/..",
        "/a/./b",
        "/a/../b",
        "/a/..",
        "/%2e",
        "/%2E%2e/x",
        "/.%2e",
        "/%2e.",
        "/..;x=1/y",
        "/.;",
        "/..%3bx",
        "/..%3B",
        "..",
        "/a\\..\\b"
      })
  void found(String path) {
    assertThat(DotSegments.in(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "/...",
        "/a.",
        "/.a",
        "/..a",
        "/a..",
        "/%252e",
        "/%2e%2e%2e",
        "/a%2F..%2Fb",
        "/%2",
        "/.%2f"
      })
  void notFound(String path) {
    assertThat(DotSegments.in(path)).isFalse();
  }
}
