package io.apigw.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryStringTest {

  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', textBlock = """
      a=1&b=2,               a:1 b:2
      a=1;b=2&c=3,           a:1 b:2 c:3
      a=1&a=2&A=3,           a:1 a:2 A:3
      a,                     a:
      a=,                    a:
      =1,                    :1
      =,                     :
      &&a=1&;&,              a:1
      a=b=c,                 a:b=c
      a%3Db=c%26d,           a=b:c&d
      a=%2B,                 a:+
      a=1+2,                 a:1_2
      x=%c3%a4,              x:ä
      a=%GG%,                a:%GG%
      a=%ff%41,              a:%ffA
      a=%c3,                 a:%c3
      a?=1,                  a?:1
      """)
  void textIsSplitAndDecodedAsAwsDoes(String raw, String parameters) {
    List<String> found = new ArrayList<>();
    QueryString.parse(raw)
        .forEach((name, value) -> found.add((name + ":" + value).replace(' ', '_')));
    assertThat(String.join(" ", found)).isEqualTo(parameters);
    assertThat(QueryString.parse(raw).raw()).isEqualTo(raw);
    assertThat(QueryString.parse(raw).size()).isEqualTo(found.size());
  }

  @Test
  void repeatsKeepTheirOrder() {
    QueryString query = QueryString.parse("a=1&b=x&a=2&a=3");
    assertThat(query.first("a")).contains("1");
    assertThat(query.last("a")).contains("3");
    assertThat(query.all("a")).containsExactly("1", "2", "3");
    assertThat(query.count("a")).isEqualTo(3);
    assertThat(query.names()).containsExactly("a", "b");
    assertThat(query.first("c")).isEmpty();
    assertThat(query.last("B")).isEmpty();
    assertThat(query.all("c")).isEmpty();
  }

  @Test
  void aQueryOfSeparatorsIsEmpty() {
    assertThat(QueryString.parse("").isEmpty()).isTrue();
    assertThat(QueryString.parse("&;&").isEmpty()).isTrue();
    assertThat(QueryString.parse("a").isEmpty()).isFalse();
    assertThat(QueryString.empty().encoded()).isEmpty();
  }

  @Test
  void mappedValuesStayOneParameterWhenSentOn() {
    QueryString query = QueryString.empty().with("q", "a&admin=true").withAdded("q", "+;%26 ä");
    assertThat(query.encoded()).isEqualTo("q=a%26admin%3Dtrue&q=%2B%3B%2526%20%C3%A4");
    assertThat(QueryString.parse(query.encoded())).isEqualTo(query);
    assertThat(query.raw()).isEqualTo(query.encoded());
  }

  @Test
  void queriesAreEqualByWhatTheySayAndNotHowItIsWritten() {
    assertThat(QueryString.parse("a=%41;b"))
        .isEqualTo(QueryString.parse("a=A&b="))
        .hasSameHashCodeAs(QueryString.parse("a=A&b"));
    assertThat(QueryString.parse("a=1&b=2")).isNotEqualTo(QueryString.parse("b=2&a=1"));
  }

  @Nested
  class WhenChanged {

    private final QueryString query = QueryString.parse("a=1&b=2&a=3&c=4");

    @Test
    void withReplacesAllValuesInTheFirstPlace() {
      assertThat(query.with("a", "9").encoded()).isEqualTo("a=9&b=2&c=4");
      assertThat(query.with("d", "9").encoded()).isEqualTo("a=1&b=2&a=3&c=4&d=9");
    }

    @Test
    void withAddedKeepsWhatIsThere() {
      assertThat(query.withAdded("a", "9").all("a")).containsExactly("1", "3", "9");
    }

    @Test
    void withoutTakesAllValuesAway() {
      assertThat(query.without("a").encoded()).isEqualTo("b=2&c=4");
      assertThat(query.without("x")).isSameAs(query);
    }

    @Test
    void theQueryItselfStaysAsItWas() {
      QueryString unused = query.with("a", "9");
      assertThat(query.raw()).isEqualTo("a=1&b=2&a=3&c=4");
      assertThat(query.all("a")).containsExactly("1", "3");
    }
  }

  @Test
  void oneThousandParametersAreAdmittedAndOneMoreIsNot() {
    String thousand = "a=1&".repeat(1000);
    QueryString query = QueryString.parse(thousand);
    assertThat(query.size()).isEqualTo(1000);
    assertThatThrownBy(() -> QueryString.parse(thousand + "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a query of at most 1000 parameters but was one of 1001");
    assertThatThrownBy(() -> query.withAdded("b", "2"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(query.with("a", "2").size()).isEqualTo(1);
  }

  @Test
  void namesOfOneHashCodeStayQuick() {
    List<String> names = CollidingNames.of(9);
    String raw = String.join("&", names);
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      QueryString query = QueryString.parse(raw);
      assertThat(query.names()).hasSize(512);
      assertThat(query.last(names.get(0))).contains("");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }
}
