package io.apigw.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Authorization: Bearer abc.def|Authorization: ***",
        "authorization=AWS4-HMAC-SHA256 Credential=a, Signature=b|authorization=***",
        "header 'Cookie: a=1; b=2' refused|header 'Cookie: ***' refused",
        "{\"Authorization\":\"Basic dXNlcg==\",\"a\":1}|{\"Authorization\":\"***\",\"a\":1}",
        "x-api-key: 123456, next|x-api-key: ***, next",
        "/p?X-Amz-Signature=0a1b&X-Amz-Date=1|/p?X-Amz-Signature=***&X-Amz-Date=1",
        "/p?X-Amz-Security-Token=IQoJ&a=1|/p?X-Amz-Security-Token=***&a=1",
        "/cb?access_token=abc&state=1|/cb?access_token=***&state=1",
        "{\"refresh_token\": \"abc\"}|{\"refresh_token\": \"***\"}",
        "client_secret=abc|client_secret=***",
        "password: hunter2 for bob|password: *** for bob",
        "sent Bearer 0123456789abcdef to us|sent Bearer *** to us",
        "sent Basic dXNlcjpwYXNz to us|sent Basic *** to us",
        "token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.sig is late|token *** is late",
        "/t/eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.sig/x|/t/***"
      })
  void credentialsAreMasked(String text, String masked) {
    assertThat(Masked.text(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "Mozilla/5.0 (X11; Linux) token",
        "basic authentication is off",
        "the bearer of this",
        "/orders/7",
        "token_use is id",
        "status=200",
        "eyJshort",
        "arn:aws:iam::123456789012:user/alice"
      })
  void otherTextStays(String text) {
    assertThat(Masked.text(text)).isEqualTo(text);
  }

  @Test
  void hostileTextTakesNoLongerThanOther() {
    String text =
        ("token" + " ".repeat(40) + "authorization" + "_".repeat(40) + "basic ").repeat(1000);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Masked.text(text)))
        .isNull();
    org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(2), () -> {
      for (int i = 0; i < 100; i++) {
        var unused = Masked.text(text);
      }
    });
  }
}
