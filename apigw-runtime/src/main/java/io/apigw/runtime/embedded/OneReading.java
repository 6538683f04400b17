package io.apigw.runtime.embedded;

import io.apigw.api.JsonException;

/**
 * Checks what a JSON parser lets pass and another would read differently: a byte order mark, bytes that are no UTF-8
 * (overlong forms, surrogates), and escapes of half a surrogate pair.
 */
final class OneReading {

  private static final int NONE = -1;

  private final byte[] text;
  private int at;

  private OneReading(byte[] text) {
    this.text = text;
  }

  /**
   * Checks a text.
   *
   * @throws JsonException when it can be read in two ways
   */
  static void require(byte[] utf8) {
    new OneReading(utf8).check();
  }

  private void check() {
    if (text.length >= 3
        && (text[0] & 0xff) == 0xef
        && (text[1] & 0xff) == 0xbb
        && (text[2] & 0xff) == 0xbf) {
      throw wrong("no byte order mark");
    }
    while (at < text.length) {
      byte b = text[at];
      if (b == '\\') {
        escape();
      } else if (b >= 0) {
        at++;
      } else {
        multibyte(b & 0xff);
      }
    }
  }

  /** A character of two to four bytes, as Unicode's table 3-7 has them. */
  private void multibyte(int first) {
    int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length == 0 || at + length > text.length || !within(at + 1, low, high)) {
      throw wrong("well-formed UTF-8");
    }
    for (int i = 2; i < length; i++) {
      if (!within(at + i, 0x80, 0xbf)) {
        throw wrong("well-formed UTF-8");
      }
    }
    at += length;
  }

  private boolean within(int index, int low, int high) {
    int b = text[index] & 0xff;
    return b >= low && b <= high;
  }

  /** A backslash and what belongs to it; what is no escape at all is left to the parser. */
  private void escape() {
    int unit = unit(at);
    if (unit == NONE) {
      at += 2;
      return;
    }
    if (!Character.isSurrogate((char) unit)) {
      at += 6;
      return;
    }
    int next = unit(at + 6);
    if (!Character.isHighSurrogate((char) unit)
        || next == NONE
        || !Character.isLowSurrogate((char) next)) {
      throw wrong("both halves of a surrogate pair");
    }
    at += 12;
  }

  /** The number of an escape such as {@code \}{@code u00e9}, or -1. */
  private int unit(int start) {
    if (start + 6 > text.length || text[start] != '\\' || text[start + 1] != 'u') {
      return NONE;
    }
    int unit = 0;
    for (int i = start + 2; i < start + 6; i++) {
      int digit = Character.digit(text[i], 16);
      if (digit < 0) {
        return NONE;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  private JsonException wrong(String expected) {
    return new JsonException("byte " + at + ": expected " + expected);
  }
}
