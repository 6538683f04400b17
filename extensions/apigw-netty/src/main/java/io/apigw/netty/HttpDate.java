package io.apigw.netty;

import io.netty.util.AsciiString;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of the header {@code Date}, written once a second (RFC 9110 §5.6.7). */
final class HttpDate {

  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
          "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
      .withZone(ZoneOffset.UTC);

  private final Clock clock;
  private volatile Stamp last;

  HttpDate(Clock clock) {
    this.clock = clock;
    this.last = stamp(second());
  }

  /** Returns the date of the machine: a header about this moment, which no gateway's clock may move. */
  static HttpDate today() {
    return new HttpDate(Clock.systemUTC());
  }

  AsciiString now() {
    long second = second();
    Stamp stamp = last;
    if (stamp.second != second) {
      stamp = stamp(second);
      last = stamp;
    }
    return stamp.text;
  }

  private long second() {
    return Math.floorDiv(clock.millis(), 1000L);
  }

  private static Stamp stamp(long second) {
    return new Stamp(second, AsciiString.of(FORMAT.format(Instant.ofEpochSecond(second))));
  }

  private record Stamp(long second, AsciiString text) {}
}
