package io.apigw.testkit.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request of HTTP/1.1, byte by byte, and what a host makes of it.
 *
 * @param name its number in the list of attacks, and what it tries
 * @param fine whether it is a request like any other
 * @param bytes as Latin-1
 */
record FramingVector(String name, boolean fine, String bytes) {

  private static final Pattern REPEAT = Pattern.compile("\\{(\\d+)\\*([^}]*)\\}");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|[rnt0])");

  static List<FramingVector> all() {
    try (InputStream in = FramingVector.class.getResourceAsStream("framing.txt")) {
      if (in == null) {
        throw new IllegalStateException("framing.txt: expected beside this class but it is not");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(FramingVector::parse)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static FramingVector parse(String line) {
    String[] parts = line.split("\\|", 4);
    String name = parts[0].strip() + " " + parts[1].strip();
    return new FramingVector(
        name, parts[2].strip().equals("fine"), repeated(unescaped(parts[3].stripLeading())));
  }

  private static String repeated(String text) {
    return REPEAT
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(1)))));
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(
            switch (found.group(1).charAt(0)) {
              case 'r' -> "\r";
              case 'n' -> "\n";
              case 't' -> "\t";
              case '0' -> "\0";
              default -> String.valueOf((char) Integer.parseInt(found.group(1).substring(1), 16));
            }));
  }
}
