package io.apigw.api;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * An amount of bytes, for limits. Units are powers of 1024; AWS writes {@code 10 MB} and means 10 MiB.
 *
 * @param bytes the amount, 0 or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB");

  /**
   * Keeps the amount.
   *
   * @param bytes the amount, 0 or more
   * @throws IllegalArgumentException if the amount is negative
   */
  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("expected 0 bytes or more but was " + bytes);
    }
  }

  /**
   * An amount in bytes.
   *
   * @param bytes 0 or more
   * @return the amount
   * @throws IllegalArgumentException if the number is negative
   */
  public static ByteSize ofBytes(long bytes) {
    return new ByteSize(bytes);
  }

  /**
   * An amount in units of 1024 bytes.
   *
   * @param kib 0 or more
   * @return the amount
   * @throws IllegalArgumentException if the number is negative or the amount beyond {@code long}
   */
  public static ByteSize ofKib(long kib) {
    return of(kib, 1);
  }

  /**
   * An amount in units of 1 048 576 bytes.
   *
   * @param mib 0 or more
   * @return the amount
   * @throws IllegalArgumentException if the number is negative or the amount beyond {@code long}
   */
  public static ByteSize ofMib(long mib) {
    return of(mib, 2);
  }

  /**
   * Reads an amount such as {@code 10 MiB}, {@code 512KiB} or {@code 100 B}.
   *
   * @param text a whole number and one of the units B, KiB, MiB, GiB
   * @return the amount
   * @throws IllegalArgumentException if the text is anything else; {@code MB} is refused because it has two meanings
   */
  public static ByteSize parse(String text) {
    Objects.requireNonNull(text, "text");
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    String unit = text.substring(digits).strip();
    if (digits == 0 || digits > 18 || !UNITS.contains(unit)) {
      throw new IllegalArgumentException(
          Problem.expectation("a whole number of B, KiB, MiB or GiB", text)
              + (unit.length() == 2 && unit.toUpperCase(Locale.ROOT).endsWith("B")
                  ? "; 1 MiB is 1048576 bytes, what AWS calls 1 MB"
                  : ""));
    }
    return of(Long.parseLong(text.substring(0, digits)), UNITS.indexOf(unit));
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /**
   * The amount in the largest unit that divides it, as {@link #parse} reads it.
   *
   * @return for example {@code 10 MiB} or {@code 1000 B}
   */
  @Override
  public String toString() {
    long amount = bytes;
    int unit = 0;
    while (amount != 0 && amount % 1024 == 0 && unit < UNITS.size() - 1) {
      amount /= 1024;
      unit++;
    }
    return amount + " " + UNITS.get(unit);
  }

  private static ByteSize of(long amount, int unit) {
    if (amount > Long.MAX_VALUE >> (10 * unit)) {
      throw new IllegalArgumentException(
          Problem.expectation("an amount below 8 EiB", amount + " " + UNITS.get(unit)));
    }
    return new ByteSize(amount << (10 * unit));
  }
}
