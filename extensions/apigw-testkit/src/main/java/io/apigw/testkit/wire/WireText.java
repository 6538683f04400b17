package io.apigw.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of HTTP/1.1, read as Latin-1 without any tolerance worth the name. */
final class WireText {

  private static final int LONGEST_LINE = 4 << 20;

  private WireText() {}

  static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Reads one line without its end. */
  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("closed after: " + latin1(line.toByteArray()));
      }
      line.write(b);
      if (line.size() > LONGEST_LINE) {
        throw new IOException("expected a line's end within " + LONGEST_LINE + " bytes");
      }
    }
    String text = latin1(line.toByteArray());
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** Reads the lines up to the empty one. */
  static List<String> head(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      lines.add(line);
    }
    return lines;
  }

  /** Reads the line that begins a chunk. */
  static int chunkSize(InputStream in) throws IOException {
    String line = line(in);
    int extension = line.indexOf(';');
    try {
      return Integer.parseInt(extension < 0 ? line : line.substring(0, extension), 16);
    } catch (NumberFormatException broken) {
      throw new IOException("expected the size of a chunk but was " + line, broken);
    }
  }

  static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("closed after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  /** Reads chunks up to the last one, and the trailer after it. */
  static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      body.write(exactly(in, size));
      endOfChunk(in);
    }
    var unused = head(in);
    return body.toByteArray();
  }

  static void endOfChunk(InputStream in) throws IOException {
    String end = line(in);
    if (!end.isEmpty()) {
      throw new IOException("expected the end of a chunk but was " + end);
    }
  }

  /** The value of the only line of a name; empty when there is none, an error when there are several. */
  static String field(List<String> lines, String name) {
    List<String> values = fields(lines, name);
    if (values.size() > 1) {
      throw new AssertionError(name + ": expected one line but was " + values);
    }
    return values.isEmpty() ? "" : values.get(0);
  }

  static List<String> fields(List<String> lines, String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return lines.stream()
        .skip(1)
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }
}
