package io.apigw.api;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** Writes {@link JsonValue}s as compact JSON text and says how deep they may be. */
final class JsonText {

  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  static int depthAround(Collection<? extends JsonValue> children) {
    int deepest = 0;
    for (JsonValue child : children) {
      deepest = Math.max(deepest, child.depth());
    }
    if (deepest >= JsonValue.MAX_DEPTH) {
      throw new IllegalArgumentException("expected JSON nested at most "
          + JsonValue.MAX_DEPTH
          + " deep but was "
          + (deepest + 1)
          + " deep");
    }
    return deepest + 1;
  }

  static String write(JsonValue value) {
    StringBuilder out = new StringBuilder();
    value.match(new Writer(out));
    return out.toString();
  }

  static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c)) {
        escape(c, out);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** Whether the text is a number by JSON's own grammar, which is narrower than Java's. */
  static boolean isNumber(String text) {
    int at = text.startsWith("-") ? 1 : 0;
    int whole = digits(text, at);
    if (whole == at || (text.charAt(at) == '0' && whole > at + 1)) {
      return false;
    }
    at = whole;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = digits(text, at + 1);
      if (fraction == at + 1) {
        return false;
      }
      at = fraction;
    }
    if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      int exponent = digits(text, at);
      if (exponent == at) {
        return false;
      }
      at = exponent;
    }
    return at == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static void escape(char c, StringBuilder out) {
    int shortForm = "\b\f\n\r\t".indexOf(c);
    if (shortForm >= 0) {
      out.append('\\').append("bfnrt".charAt(shortForm));
      return;
    }
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((c >> shift) & 0xf));
    }
  }

  /** Appends to one builder: a tree is written in one pass, however many values it has. */
  private record Writer(StringBuilder out) implements JsonValue.Cases<StringBuilder> {

    @Override
    public StringBuilder object(JsonObject object) {
      out.append('{');
      Iterator<Map.Entry<String, JsonValue>> members =
          object.members().entrySet().iterator();
      while (members.hasNext()) {
        Map.Entry<String, JsonValue> member = members.next();
        quote(member.getKey(), out);
        out.append(':');
        member.getValue().match(this);
        if (members.hasNext()) {
          out.append(',');
        }
      }
      return out.append('}');
    }

    @Override
    public StringBuilder array(JsonArray array) {
      out.append('[');
      Iterator<JsonValue> items = array.items().iterator();
      while (items.hasNext()) {
        items.next().match(this);
        if (items.hasNext()) {
          out.append(',');
        }
      }
      return out.append(']');
    }

    @Override
    public StringBuilder string(JsonString string) {
      quote(string.value(), out);
      return out;
    }

    @Override
    public StringBuilder number(JsonNumber number) {
      return out.append(number);
    }

    @Override
    public StringBuilder bool(JsonBoolean bool) {
      return out.append(bool.value());
    }

    @Override
    public StringBuilder nothing() {
      return out.append("null");
    }
  }
}
