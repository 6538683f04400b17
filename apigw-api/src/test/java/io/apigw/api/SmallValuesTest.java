package io.apigw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallValuesTest {

  @Nested
  class OfByteSize {

    @ParameterizedTest
    @CsvSource({
      "10 MiB, 10485760, 10 MiB",
      "512KiB, 524288, 512 KiB",
      "100 B, 100, 100 B",
      "1024 B, 1024, 1 KiB",
      "0 B, 0, 0 B",
      "1 GiB, 1073741824, 1 GiB"
    })
    void amountsAreReadAndWrittenInTheLargestUnit(String text, long bytes, String written) {
      assertThat(ByteSize.parse(text)).isEqualTo(ByteSize.ofBytes(bytes)).hasToString(written);
      assertThat(ByteSize.parse(written).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "10",
          "MiB",
          "-1 B",
          "1.5 MiB",
          "10 MB",
          "10 mib",
          "1 TiB",
          "9999999999999999999 B",
          "99999999999 GiB"
        })
    void everythingElseIsRefused(String text) {
      assertThatThrownBy(() -> ByteSize.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("expected ");
    }

    @Test
    void decimalUnitsAreToldWhatToWrite() {
      assertThatThrownBy(() -> ByteSize.parse("10 MB"))
          .hasMessage(
              "expected a whole number of B, KiB, MiB or GiB but was 10 MB; 1 MiB is 1048576 bytes, what AWS calls 1 MB");
    }

    @Test
    void sizesCompareByBytes() {
      assertThat(ByteSize.ofMib(1))
          .isEqualByComparingTo(ByteSize.ofKib(1024))
          .isGreaterThan(ByteSize.ofBytes(1));
      assertThatThrownBy(() -> ByteSize.ofMib(-1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ByteSize.ofMib(Long.MAX_VALUE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  class OfSecret {

    @Test
    void itNeverPrintsItsText() {
      Secret secret = Secret.of("s3cr3t");
      assertThat(secret).hasToString("***");
      assertThat(String.format("%s", secret)).doesNotContain("s3cr3t");
      assertThat(secret.reveal()).isEqualTo("s3cr3t");
    }

    @Test
    void itIsEqualToTheSameTextOnly() {
      Secret secret = Secret.of("s3cr3t");
      assertThat(secret)
          .isEqualTo(Secret.of("s3cr3t"))
          .hasSameHashCodeAs(Secret.of("s3cr3t"))
          .isNotEqualTo(Secret.of("s3cr3T"));
      assertThat(secret.matches("s3cr3t")).isTrue();
      assertThat(secret.matches("")).isFalse();
      assertThat(secret.matches("s3cr3t ")).isFalse();
    }

    @Test
    void itIsNeverEmpty() {
      assertThatThrownBy(() -> Secret.of("")).hasMessage("expected a secret but was empty");
    }
  }

  @Nested
  class OfPrincipal {

    private final Principal alice = Principal.of("alice")
        .with("tenant", JsonValue.of("blue"))
        .with("claims", JsonObject.builder().with("sub", "alice").build());

    @Test
    void itsValuesAreFoundByName() {
      assertThat(alice.id()).isEqualTo("alice").isEqualTo(alice.getName());
      assertThat(alice.text("tenant")).isEqualTo("blue");
      assertThat(alice.text("claims")).isEqualTo("{\"sub\":\"alice\"}");
      assertThat(alice.find("claims")).containsInstanceOf(JsonObject.class);
      assertThat(alice.find("plan")).isEmpty();
      assertThat(alice.values().members()).containsOnlyKeys("tenant", "claims");
    }

    @Test
    void aMissingValueIsNamedWithThoseThatAreThere() {
      assertThatThrownBy(() -> alice.text("tennant"))
          .isInstanceOf(NoSuchElementException.class)
          .hasMessage(
              "principal: expected one of tenant, claims but was tennant; did you mean tenant?");
    }

    @Test
    void withGivesACopy() {
      Principal other = alice.with("tenant", JsonValue.of("red"));
      assertThat(alice.text("tenant")).isEqualTo("blue");
      assertThat(other).isNotEqualTo(alice);
      assertThat(other.with("tenant", JsonValue.of("blue")))
          .isEqualTo(alice)
          .hasSameHashCodeAs(alice);
    }

    @Test
    void printedItShowsNamesAndNoValues() {
      assertThat(alice).hasToString("Principal[alice, tenant=***, claims=***]");
    }

    @Test
    void nobodyIsOneAndTheSame() {
      assertThat(Principal.anonymous()).isSameAs(Principal.anonymous());
      assertThat(Principal.anonymous().id()).isEmpty();
    }
  }
}
