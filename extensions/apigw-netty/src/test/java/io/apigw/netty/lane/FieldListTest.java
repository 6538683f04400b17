package io.apigw.netty.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Netty's decoders and {@code HttpUtil} ask of headers is answered as Netty's own would. */
class FieldListTest {

  private final FieldList list = new FieldList();

  @Test
  void fieldsKeepOrderCasingAndDuplicates() {
    list.add(AsciiString.cached("Set-Cookie"), "a=1").add("X-Y", "z").add("set-cookie", "b=2");

    assertThat(list.fields()).containsExactly("Set-Cookie", "a=1", "X-Y", "z", "set-cookie", "b=2");
    assertThat(list.size()).isEqualTo(3);
    assertThat(list.name(2)).isEqualTo("set-cookie");
    assertThat(list.value(1)).isEqualTo("z");
    assertThat(list.entries())
        .extracting(Object::toString)
        .containsExactly("Set-Cookie=a=1", "X-Y=z", "set-cookie=b=2");
  }

  @Test
  void namesAreComparedInAnyCasing() {
    list.add("CONTENT-length", "5").add("Content-Length", "6");

    assertThat(list.getAll(HttpHeaderNames.CONTENT_LENGTH)).containsExactly("5", "6");
    assertThat(list.get("content-length")).isEqualTo("5");
    assertThat(list.contains(HttpHeaderNames.CONTENT_LENGTH)).isTrue();
    assertThat(list.contains(HttpHeaderNames.HOST)).isFalse();
    assertThat(list.getAll("Host")).isEmpty();
    assertThat(list.getInt("Content-Length", 0)).isEqualTo(5);
  }

  @Test
  void valuesInListsAreFound() {
    list.add("Transfer-Encoding", "gzip, chunked");

    assertThat(list.containsValue(HttpHeaderNames.TRANSFER_ENCODING, "chunked", true))
        .isTrue();
    assertThat(list.containsValue(HttpHeaderNames.TRANSFER_ENCODING, "br", true))
        .isFalse();
  }

  @Test
  void setTakesThePlaceOfAll() {
    list.add("A", "1").add("B", "2").add("a", "3");
    list.set("A", List.of("4", "5")).remove("b");

    assertThat(list.fields()).containsExactly("A", "4", "A", "5");
    assertThat(list.clear().isEmpty()).isTrue();
  }

  @Test
  void moreFieldsThanThereIsRoomForAreKept() {
    for (int i = 0; i < 100; i++) {
      list.add("X-" + i, i);
    }
    assertThat(list.size()).isEqualTo(100);
    assertThat(list.get("x-99")).isEqualTo("99");
  }

  @Test
  void malformedTrailerIsRefused() {
    HttpHeaders trailers = FieldList.TRAILERS.newHeaders().add("A", "b");

    assertThat(trailers.get("a")).isEqualTo("b");
    assertThatThrownBy(() -> trailers.add("A", "b\u0001"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> trailers.add("A b", "c")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void copyIsAnotherOne() {
    list.add("A", "1");
    HttpHeaders copy = list.copy();
    copy.add("B", "2");

    assertThat(copy.names()).containsExactlyInAnyOrder("A", "B");
    assertThat(list.names()).containsExactly("A");
  }
}
