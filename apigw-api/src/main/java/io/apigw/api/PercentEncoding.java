package io.apigw.api;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding of URIs (RFC 3986) over UTF-8.
 *
 * <p>Decoding is exact: what is no well-formed UTF-8 (overlong forms, surrogates, {@code %c0%ae}), no pair of
 * hexadecimal digits ({@code %GG}, {@code %u002e}) or cut short is refused and never guessed at, so that everybody
 * who looks at a path sees the same one. It decodes once: {@code %252e} becomes {@code %2e}.
 */
public final class PercentEncoding {

  /** What {@link #codePointAt} answers instead of a code point. */
  static final int NO_HEX_PAIR = -1;

  /** What {@link #codePointAt} answers instead of a code point. */
  static final int NO_UTF_8 = -2;

  private static final String UNRESERVED = "-._~";
  // Legal in a path's segment, less the semicolon: some servers cut a segment there.
  private static final String SEGMENT = UNRESERVED + "!$'()*,:@&=+";
  private static final String RAW_PATH = SEGMENT + ";/";
  private static final String HEX = "0123456789ABCDEF";

  private PercentEncoding() {}

  /**
   * Decodes a path or a part of one. A plus sign stays a plus sign.
   *
   * @param text text with or without {@code %XX} sequences
   * @return the decoded text; the same object if there was nothing to decode
   * @throws IllegalArgumentException if a sequence is cut short or no UTF-8; says where
   */
  public static String decode(String text) {
    int percent = text.indexOf('%');
    if (percent < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    while (percent >= 0) {
      int codePoint = codePointAt(text, percent);
      if (codePoint < 0) {
        throw new IllegalArgumentException(Problem.expectation(
            (codePoint == NO_UTF_8 ? "UTF-8" : "two hexadecimal digits")
                + " after the % at position "
                + percent,
            text));
      }
      out.append(text, from, percent).appendCodePoint(codePoint);
      from = percent + encodedLength(codePoint);
      percent = text.indexOf('%', from);
    }
    return out.append(text, from, text.length()).toString();
  }

  /**
   * Whether {@link #decode} accepts a text; throws nothing and allocates nothing.
   *
   * @param text text with or without {@code %XX} sequences
   * @return true if every {@code %} begins a well-formed sequence
   */
  public static boolean isValid(String text) {
    int percent = text.indexOf('%');
    while (percent >= 0) {
      int codePoint = codePointAt(text, percent);
      if (codePoint < 0) {
        return false;
      }
      percent = text.indexOf('%', percent + encodedLength(codePoint));
    }
    return true;
  }

  /**
   * Encodes a value so that it is exactly one segment of a path, whatever it holds: slashes, question marks,
   * semicolons and percent signs are encoded, and so is a value that is only {@code .} or {@code ..}. Some servers
   * treat {@code %2E%2E} as {@code ..} all the same; who takes a segment from a client refuses those two.
   *
   * @param segment a decoded value
   * @return the segment; the same object if there was nothing to encode
   */
  public static String encodePathSegment(String segment) {
    return switch (segment) {
      case "." -> "%2E";
      case ".." -> "%2E%2E";
      default -> encode(segment, SEGMENT);
    };
  }

  /**
   * Encodes a decoded path: slashes stay, each segment between them is encoded as {@link #encodePathSegment} does.
   *
   * @param path a decoded path
   * @return the path; the same object if there was nothing to encode
   */
  public static String encodePath(String path) {
    if (path.indexOf('.') < 0) {
      return encode(path, SEGMENT + "/");
    }
    StringBuilder out = new StringBuilder(path.length() + 8);
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      out.append(encodePathSegment(path.substring(from, slash))).append('/');
      from = slash + 1;
    }
    return out.append(encodePathSegment(path.substring(from))).toString();
  }

  /**
   * Encodes a name or a value of a query string: only letters, digits and {@code - . _ ~} stay, a space becomes
   * {@code %20}.
   *
   * @param text a decoded name or value
   * @return the encoded text; the same object if there was nothing to encode
   */
  public static String encodeQueryComponent(String text) {
    return encode(text, UNRESERVED);
  }

  /**
   * Copies a path, or a part of one, that is percent-encoded already, and encodes only what may not stand in a path
   * at all: blanks, control characters, {@code ?}, {@code #}, brackets, everything beyond ASCII, and a {@code %} that
   * begins no sequence. For REST APIs, whose path values stay as the client wrote them.
   *
   * @param raw an encoded path or part of one
   * @return a legal path; the same object if it was one
   */
  public static String encodeIllegal(String raw) {
    int bad = 0;
    while (bad < raw.length() && staysRaw(raw, bad)) {
      bad++;
    }
    if (bad == raw.length()) {
      return raw;
    }
    StringBuilder out = new StringBuilder(raw.length() + 16).append(raw, 0, bad);
    int at = bad;
    while (at < raw.length()) {
      int codePoint = raw.codePointAt(at);
      if (staysRaw(raw, at)) {
        out.append((char) codePoint);
      } else {
        append(codePoint, out);
      }
      at += Character.charCount(codePoint);
    }
    return out.toString();
  }

  /**
   * The character that one or more {@code %XX} from a position on stand for, or why there is none. Knows the
   * well-formed byte sequences of UTF-8 (Unicode standard, table 3-7) and no others.
   */
  static int codePointAt(String text, int percent) {
    int first = byteAt(text, percent);
    if (first < 0) {
      return NO_HEX_PAIR;
    }
    if (first < 0x80) {
      return first;
    }
    if (first < 0xc2 || first > 0xf4) {
      return NO_UTF_8;
    }
    int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    int codePoint = first & (0x7f >> length);
    for (int i = 1; i < length; i++) {
      int next = byteAt(text, percent + 3 * i);
      if ((next & 0xc0) != 0x80 || next < 0) {
        return NO_UTF_8;
      }
      codePoint = (codePoint << 6) | (next & 0x3f);
    }
    boolean overlong = (length == 3 && codePoint < 0x800) || (length == 4 && codePoint < 0x10000);
    boolean surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
    return overlong || surrogate || codePoint > 0x10ffff ? NO_UTF_8 : codePoint;
  }

  /** How many characters of text a code point takes when it is percent-encoded. */
  static int encodedLength(int codePoint) {
    return codePoint < 0x80 ? 3 : codePoint < 0x800 ? 6 : codePoint < 0x10000 ? 9 : 12;
  }

  private static int byteAt(String text, int percent) {
    if (percent + 2 >= text.length() || text.charAt(percent) != '%') {
      return NO_HEX_PAIR;
    }
    int high = hex(text.charAt(percent + 1));
    int low = hex(text.charAt(percent + 2));
    return high < 0 || low < 0 ? NO_HEX_PAIR : (high << 4) | low;
  }

  /** Not {@link Character#digit}: it accepts the digits of other scripts too. */
  private static int hex(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = c | 0x20;
    return letter >= 'a' && letter <= 'f' && c < 0x80 ? letter - 'a' + 10 : -1;
  }

  private static boolean stays(int c, String others) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || others.indexOf(c) >= 0;
  }

  private static boolean staysRaw(String raw, int at) {
    char c = raw.charAt(at);
    return c == '%' ? byteAt(raw, at) >= 0 : stays(c, RAW_PATH);
  }

  private static String encode(String text, String others) {
    int bad = 0;
    while (bad < text.length() && stays(text.charAt(bad), others)) {
      bad++;
    }
    if (bad == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, bad);
    int at = bad;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (stays(codePoint, others)) {
        out.append((char) codePoint);
      } else {
        append(codePoint, out);
      }
      at += Character.charCount(codePoint);
    }
    return out.toString();
  }

  /** A lone surrogate has no UTF-8 form; Java writes a question mark in its place. */
  private static void append(int codePoint, StringBuilder out) {
    if (codePoint < 0x80) {
      append((byte) codePoint, out);
      return;
    }
    for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      append(b, out);
    }
  }

  private static void append(byte b, StringBuilder out) {
    out.append('%').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
  }
}
