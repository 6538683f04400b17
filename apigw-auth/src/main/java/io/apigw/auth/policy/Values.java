package io.apigw.auth.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;

/** Reads values of a type; nothing for a text that is none. */
final class Values {

  /** Longer than any number or date worth comparing, and short enough to be read at once. */
  private static final int LONGEST = 64;

  private Values() {}

  static Optional<BigDecimal> number(String text) {
    if (text.isEmpty() || text.length() > LONGEST || !text.chars().allMatch(Values::numeric)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  /** An ISO 8601 date, alone or with a time and an offset, or seconds since 1970. */
  static Optional<Instant> date(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      if (text.indexOf('T') > 0) {
        return Optional.of(OffsetDateTime.parse(text).toInstant());
      }
      if (text.indexOf('-') > 0) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
    } catch (DateTimeException | NumberFormatException noDate) {
      return Optional.empty();
    }
  }

  static Optional<Boolean> bool(String text) {
    return text.equalsIgnoreCase("true")
        ? Optional.of(true)
        : text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
  }

  static Optional<byte[]> binary(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  /** No exponents: comparing 1e999999999 with 1 takes as long as writing it out. */
  private static boolean numeric(int c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
  }
}
