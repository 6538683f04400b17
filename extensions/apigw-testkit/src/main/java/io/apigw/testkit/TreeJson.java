package io.apigw.testkit;

import io.apigw.api.JsonArray;
import io.apigw.api.JsonEngine;
import io.apigw.api.JsonException;
import io.apigw.api.JsonNumber;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A JSON engine without dependencies for tests of engines: it reads and writes trees, and no classes of a host's own
 * except texts.
 */
public final class TreeJson implements JsonEngine {

  private static final TreeJson INSTANCE = new TreeJson();

  private TreeJson() {}

  /**
   * Returns the engine.
   *
   * @return always the same
   */
  public static TreeJson create() {
    return INSTANCE;
  }

  @Override
  public JsonValue parse(byte[] utf8) {
    return parse(new String(utf8, StandardCharsets.UTF_8));
  }

  @Override
  public <T> T read(byte[] utf8, Class<T> type) {
    JsonValue value = parse(utf8);
    Object wanted = type == String.class ? value.text() : value;
    if (!type.isInstance(wanted)) {
      throw new JsonException("expected a tree or a text but was asked for " + type.getName());
    }
    return type.cast(wanted);
  }

  @Override
  public <T> List<T> readListOf(byte[] utf8, Class<T> elementType) {
    if (!(parse(utf8) instanceof JsonArray array)) {
      throw new JsonException("expected an array");
    }
    return array.items().stream().map(item -> read(write(item), elementType)).toList();
  }

  @Override
  public byte[] write(Object value) {
    JsonValue json = value instanceof String text
        ? JsonValue.of(text)
        : value instanceof JsonValue tree ? tree : null;
    if (json == null) {
      throw new JsonException(
          "expected a tree or a text but was one of " + value.getClass().getName());
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  static JsonValue parse(String text) {
    try {
      return new Reading(text).document();
    } catch (IllegalArgumentException tooDeep) {
      throw new JsonException(String.valueOf(tooDeep.getMessage()), tooDeep);
    }
  }

  /** One text, read from left to right. */
  private static final class Reading {

    private final String text;
    private int at;
    private int depth;

    Reading(String text) {
      this.text = text;
    }

    JsonValue document() {
      JsonValue value = value();
      if (at != text.length()) {
        throw wrong("the end");
      }
      return value;
    }

    private JsonValue value() {
      blanks();
      if (at == text.length() || ++depth > JsonValue.MAX_DEPTH + 1) {
        throw wrong("a value");
      }
      JsonValue value = switch (text.charAt(at)) {
        case '{' -> object();
        case '[' -> array();
        case '"' -> JsonValue.of(string());
        case 't' -> word("true", JsonValue.of(true));
        case 'f' -> word("false", JsonValue.of(false));
        case 'n' -> word("null", JsonValue.ofNull());
        default -> number();
      };
      depth--;
      blanks();
      return value;
    }

    private JsonObject object() {
      JsonObject.Builder members = JsonObject.builder();
      Set<String> names = new HashSet<>();
      expect('{');
      blanks();
      if (next('}')) {
        return JsonObject.empty();
      }
      do {
        blanks();
        String name = string();
        if (!names.add(name)) {
          throw wrong("each member once");
        }
        blanks();
        expect(':');
        members.with(name, value());
      } while (next(','));
      expect('}');
      return members.build();
    }

    private JsonArray array() {
      List<JsonValue> items = new ArrayList<>();
      expect('[');
      blanks();
      if (next(']')) {
        return JsonArray.of();
      }
      do {
        items.add(value());
      } while (next(','));
      expect(']');
      return JsonArray.of(items);
    }

    private String string() {
      expect('"');
      StringBuilder out = new StringBuilder();
      while (at < text.length() && text.charAt(at) != '"') {
        char c = text.charAt(at++);
        if (c < ' ') {
          throw wrong("a character that may stand in a string");
        }
        out.append(c == '\\' ? escaped() : c);
      }
      expect('"');
      return out.toString();
    }

    private char escaped() {
      int kind = at < text.length() ? "\"\\/bfnrtu".indexOf(text.charAt(at)) : -1;
      if (kind < 0) {
        throw wrong("an escape");
      }
      at++;
      return kind < 8 ? "\"\\/\b\f\n\r\t".charAt(kind) : hex();
    }

    private char hex() {
      if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
        throw wrong("four hexadecimal digits");
      }
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private JsonNumber number() {
      int start = at;
      while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      try {
        return JsonNumber.parse(text.substring(start, at));
      } catch (IllegalArgumentException none) {
        throw wrong("a value");
      }
    }

    private JsonValue word(String word, JsonValue value) {
      if (!text.startsWith(word, at)) {
        throw wrong("a value");
      }
      at += word.length();
      return value;
    }

    private void expect(char c) {
      if (!next(c)) {
        throw wrong("'" + c + "'");
      }
    }

    private boolean next(char c) {
      boolean there = at < text.length() && text.charAt(at) == c;
      at += there ? 1 : 0;
      return there;
    }

    private void blanks() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private JsonException wrong(String expected) {
      return new JsonException("character " + at + ": expected " + expected);
    }
  }
}
