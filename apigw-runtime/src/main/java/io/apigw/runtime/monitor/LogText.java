package io.apigw.runtime.monitor;

import java.util.Locale;

/**
 * Writes text that came from elsewhere into a log's line: one line always, nothing in it that moves a terminal's
 * cursor or turns the direction of text, cut after 1 KB.
 */
public enum LogText {
  /** Text beside other text. */
  PLAIN {
    @Override
    boolean special(char c) {
      return false;
    }
  },
  /** Text between double quotes, as JSON has it. */
  QUOTED {
    @Override
    boolean special(char c) {
      return c == '"' || c == '\\';
    }

    @Override
    void escape(StringBuilder out, char c) {
      if (special(c)) {
        out.append('\\').append(c);
      } else {
        super.escape(out, c);
      }
    }
  },
  /** Text between the tags of XML. */
  MARKUP {
    @Override
    boolean special(char c) {
      return c == '<' || c == '>' || c == '&' || c == '"' || c == '\'';
    }

    @Override
    void escape(StringBuilder out, char c) {
      if (special(c)) {
        out.append("&#").append((int) c).append(';');
      } else {
        super.escape(out, c);
      }
    }
  };

  /** The most bytes, in UTF-8, of one value. */
  static final int LONGEST = 1024;

  private static final String CUT = " [TRUNCATED]";

  /** Returns the text as it may stand beside other text. */
  public static String plain(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST) + 16);
    PLAIN.append(out, text);
    return out.toString();
  }

  abstract boolean special(char c);

  /** Writes a value. */
  final void append(StringBuilder out, String value) {
    int bytes = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean pair = Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1));
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : pair ? 4 : 3;
      if (bytes > LONGEST) {
        out.append(CUT);
        return;
      }
      if (pair) {
        out.append(c).append(value.charAt(++i));
      } else if (special(c) || unprintable(c) || opensLookup(value, i)) {
        escape(out, c);
      } else {
        out.append(c);
      }
    }
  }

  void escape(StringBuilder out, char c) {
    out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
  }

  /** Control characters, what breaks lines or turns the direction of text outside ASCII, and halves of pairs. */
  static boolean unprintable(char c) {
    return c < 0x20
        || (c >= 0x7f && c <= 0x9f)
        || c == 0x61c
        || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x2069)
        || c == 0xfeff
        || Character.isSurrogate(c);
  }

  /** Some logging libraries look up what stands in <code>${…}</code>, even in what they are given to write. */
  private static boolean opensLookup(String value, int i) {
    return value.charAt(i) == '$' && i + 1 < value.length() && value.charAt(i + 1) == '{';
  }
}
