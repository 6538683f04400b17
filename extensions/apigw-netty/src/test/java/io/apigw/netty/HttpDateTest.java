package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class HttpDateTest {

  private Instant now = Instant.parse("1994-11-06T08:49:37.999Z");

  private final HttpDate date = new HttpDate(new Clock() {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  });

  @Test
  void dateIsWrittenAsHttpHasIt() {
    assertThat((Object) date.now()).hasToString("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  @Test
  void dateIsWrittenOncePerSecond() {
    now = Instant.parse("1994-11-06T08:49:38.000Z");
    Object first = date.now();
    now = Instant.parse("1994-11-06T08:49:38.900Z");
    assertThat((Object) date.now()).isSameAs(first);
    now = Instant.parse("1994-11-06T08:49:39Z");
    assertThat((Object) date.now()).hasToString("Sun, 06 Nov 1994 08:49:39 GMT");
  }
}
