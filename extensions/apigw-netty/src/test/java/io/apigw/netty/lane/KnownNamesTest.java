package io.apigw.netty.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"Host", "host", "Content-Type", "content-type", "X-Request-ID", "TE", "te"})
  void nameIsFoundInTheMiddleOfAnArray(String name) {
    CharSequence found = find("  " + name + ": x", 2, name.length());

    assertThat(found).isNotNull();
    assertThat(String.valueOf(found)).isEqualTo(name);
    assertThat(find(name, 0, name.length())).isSameAs(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HOST", "Hosts", "Hos", "Hxst", "Content-Typo", "H\u00f6st", "x"})
  void otherNamesAreNot(String name) {
    assertThat(find(name, 0, name.length())).isNull();
  }

  @Test
  void nothingIsNoName() {
    assertThat(find("Host", 4, 0)).isNull();
  }

  private static @Nullable CharSequence find(String text, int start, int length) {
    return KnownNames.find(text.getBytes(StandardCharsets.ISO_8859_1), start, length);
  }
}
