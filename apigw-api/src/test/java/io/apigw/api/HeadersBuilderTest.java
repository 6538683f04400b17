package io.apigw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that were built never change, whatever becomes of their builder. */
class HeadersBuilderTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 9})
  void builtHeadersStayAsTheyAreWhateverTheBuilderDoesNext(int room) {
    Headers.Builder builder = Headers.builder(room).add("A", "1").add("B", "2");
    Headers built = builder.build();
    Headers more = builder.add("C", "3").build();
    Headers other = builder.set("a", "4").build();
    Headers less = builder.remove("B").build();

    assertThat(built).isEqualTo(Headers.of("A", "1", "B", "2"));
    assertThat(more).isEqualTo(Headers.of("A", "1", "B", "2", "C", "3"));
    assertThat(other).isEqualTo(Headers.of("A", "4", "B", "2", "C", "3"));
    assertThat(less).isEqualTo(Headers.of("A", "4", "C", "3"));
  }

  @Test
  void builderThatIsFullGoesOnAfterItHasBuilt() {
    Headers.Builder builder = Headers.builder(1).add("A", "1");
    Headers first = builder.build();
    Headers again = builder.build();
    builder.set("A", "2");
    Headers second = builder.build();
    builder.remove("A").add("A", "3");

    assertThat(first).isEqualTo(Headers.of("A", "1")).isEqualTo(again);
    assertThat(second).isEqualTo(Headers.of("A", "2"));
    assertThat(builder.build()).isEqualTo(Headers.of("A", "3"));
  }

  @Test
  void fieldsOfOtherHeadersAreTakenOneByOne() {
    Headers from = Headers.of("A", "1", "B", "2", "a", "3");

    assertThat(Headers.builder(2).addFrom(from, 2).addFrom(from, 0).build())
        .isEqualTo(Headers.of("a", "3", "A", "1"));
    assertThatThrownBy(() -> Headers.builder().addFrom(from, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void lengthOfABodyIsItsOwnOrTheOneGiven() {
    assertThat(Body.text("äb").lengthOr(-1)).isEqualTo(3);
    assertThat(Body.bytes(new byte[4]).lengthOr(-1)).isEqualTo(4);
    assertThat(Body.stream(subscriber -> {}, 5).lengthOr(-1)).isEqualTo(5);
    assertThat(Body.stream(subscriber -> {}).lengthOr(-7)).isEqualTo(-7);
    assertThat(Body.value(1).lengthOr(9)).isEqualTo(9);
  }
}
