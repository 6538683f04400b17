package io.apigw.auth.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "https://id.example.com,              https://id.example.com,       /",
    "https://id.example.com/,             https://id.example.com,       /",
    "HTTPS://id.example.com/a?b=c&d=%20,  https://id.example.com,       /a?b=c&d=%20",
    "http://localhost:8080/a/b,           http://localhost:8080,        /a/b",
    "https://id.example.com:443/a,        https://id.example.com,       /a",
    "http://[::1]:9000/a,                 http://[::1]:9000,            /a",
    "https://id.example.com/\u010a\u010d, https://id.example.com,       /%C4%8A%C4%8D"
  })
  void urlIsTakenApart(String url, String origin, String target) {
    HttpAddress address = HttpAddress.of(url);
    assertThat(address.origin()).hasToString(origin);
    assertThat(address.target()).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({"https://id.example.com/keys?secret=1, https://id.example.com/keys"})
  void queryIsNotLogged(String url, String text) {
    assertThat(HttpAddress.of(url)).hasToString(text);
  }
}
