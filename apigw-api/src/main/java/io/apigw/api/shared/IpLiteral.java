package io.apigw.api.shared;

import java.util.Arrays;

/** Reads and writes the text form of addresses. */
final class IpLiteral {

  private static final int LONGEST = 45;
  private static final byte[] NONE = new byte[0];

  private IpLiteral() {}

  /** The 4 or 16 bytes of an address; no bytes if the text is none. */
  static byte[] parse(String text) {
    if (text.length() > LONGEST) {
      return NONE;
    }
    return text.indexOf(':') < 0 ? v4(text) : v6(text);
  }

  static String write(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    if (bytes.length == 4) {
      for (byte b : bytes) {
        out.append(out.length() == 0 ? "" : ".").append(b & 0xff);
      }
      return out.toString();
    }
    int gap = longestGap(bytes);
    int gapEnd = gap < 0 ? -1 : zerosFrom(bytes, gap);
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        out.append("::");
        i = gapEnd - 1;
      } else {
        out.append(i == 0 || i == gapEnd ? "" : ":").append(Integer.toHexString(group(bytes, i)));
      }
    }
    return out.toString();
  }

  /** The first of the longest runs of two or more zero groups, or -1. */
  private static int longestGap(byte[] bytes) {
    int gap = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int length = zerosFrom(bytes, i) - i;
      if (length > longest) {
        gap = i;
        longest = length;
      }
    }
    return gap;
  }

  private static int zerosFrom(byte[] bytes, int from) {
    int i = from;
    while (i < 8 && group(bytes, i) == 0) {
      i++;
    }
    return i;
  }

  private static int group(byte[] bytes, int i) {
    return ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
  }

  private static byte[] v4(String text) {
    byte[] bytes = new byte[4];
    int at = 0;
    for (int i = 0; i < 4; i++) {
      int end = at;
      int value = 0;
      while (end < text.length()
          && end < at + 3
          && text.charAt(end) >= '0'
          && text.charAt(end) <= '9') {
        value = 10 * value + text.charAt(end++) - '0';
      }
      boolean leadingZero = end > at + 1 && text.charAt(at) == '0';
      boolean ended =
          i == 3 ? end == text.length() : end < text.length() && text.charAt(end) == '.';
      if (end == at || leadingZero || value > 255 || !ended) {
        return NONE;
      }
      bytes[i] = (byte) value;
      at = end + 1;
    }
    return bytes;
  }

  private static byte[] v6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] bytes = groups(text);
      return bytes.length == 16 ? bytes : NONE;
    }
    String before = text.substring(0, gap);
    String after = text.substring(gap + 2);
    byte[] head = groups(before);
    byte[] tail = groups(after);
    boolean wrong = (head.length == 0 && !before.isEmpty())
        || (tail.length == 0 && !after.isEmpty())
        || before.indexOf('.') >= 0
        || head.length + tail.length > 14;
    if (wrong) {
      return NONE;
    }
    byte[] bytes = Arrays.copyOf(head, 16);
    System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
    return bytes;
  }

  /** Groups with single colons between them, the last of which may be an IPv4 address. */
  private static byte[] groups(String text) {
    byte[] bytes = new byte[16];
    int length = 0;
    int at = 0;
    while (at < text.length()) {
      int colon = text.indexOf(':', at);
      int end = colon < 0 ? text.length() : colon;
      byte[] part =
          text.indexOf('.', at) >= 0 && colon < 0 ? v4(text.substring(at)) : hex(text, at, end);
      boolean trailingColon = colon == text.length() - 1;
      if (part.length == 0 || length + part.length > 16 || trailingColon) {
        return NONE;
      }
      System.arraycopy(part, 0, bytes, length, part.length);
      length += part.length;
      at = end + 1;
    }
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] hex(String text, int from, int to) {
    if (to == from || to > from + 4) {
      return NONE;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return NONE;
      }
      value = (value << 4) | digit;
    }
    return new byte[] {(byte) (value >> 8), (byte) value};
  }
}
