package io.apigw.integration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Cases that stand in files of this package: cases are data. */
final class Vectors {

  private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");

  private Vectors() {}

  /**
   * A request target and what becomes of it.
   *
   * @param item its number in the list of attacks
   * @param kind the kind of API, which is the first label of the host
   * @param request method and target
   * @param status what the client is told
   * @param target what the back end sees, {@code -} for nothing
   */
  record Target(String item, String kind, String request, int status, String target) {

    @Override
    public String toString() {
      return item + " " + kind + " " + request;
    }
  }

  /**
   * Header lines and what becomes of them.
   *
   * @param title item, kind and name
   * @param sent what the client sends
   * @param expected what the back end has
   */
  record Lines(String title, List<String> sent, List<String> expected) {

    String kind() {
      return title.split(" ", 3)[1];
    }

    @Override
    public String toString() {
      return title;
    }
  }

  static List<Target> targets(String file) throws IOException {
    return text(file)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" +\\| +", -1))
        .flatMap(Vectors::eachKind)
        .toList();
  }

  static List<Lines> headers(String file) throws IOException {
    List<Lines> cases = new ArrayList<>();
    for (String block : text(file).split("\n\n", -1)) {
      List<String> lines = block.lines().filter(line -> !line.startsWith("#")).toList();
      if (!lines.isEmpty()) {
        cases.add(new Lines(lines.get(0), marked(lines, "> "), marked(lines, "< ")));
      }
    }
    return cases;
  }

  private static Stream<Target> eachKind(String[] row) {
    Stream<String> kinds = row[1].equals("both") ? Stream.of("http", "rest") : Stream.of(row[1]);
    return kinds.map(kind -> new Target(
        row[0], kind, bytes(row[2]), Integer.parseInt(row[3]), of(kind, row[4].strip())));
  }

  /** The part that is said of a kind; the first one without. */
  private static String of(String kind, String targets) {
    String[] parts = targets.split(" ; ", -1);
    for (String part : parts) {
      if (part.startsWith(kind + " ")) {
        return part.substring(kind.length() + 1);
      }
    }
    return parts[0];
  }

  private static String bytes(String text) {
    return BYTE.matcher(text)
        .replaceAll(hex -> String.valueOf((char) Integer.parseInt(hex.group(1), 16)));
  }

  private static List<String> marked(List<String> lines, String mark) {
    return lines.stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }

  private static String text(String file) throws IOException {
    try (InputStream in = Vectors.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("no file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
