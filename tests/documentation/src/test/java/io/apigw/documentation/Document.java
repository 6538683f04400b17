package io.apigw.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file of the project.
 *
 * @param name its path from the project's root
 * @param lines its lines
 */
record Document(String name, List<String> lines) {

  static final Path ROOT =
      Path.of(System.getProperty("project.root", "../..")).toAbsolutePath().normalize();

  private static final String FENCE = "```";
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");

  /**
   * A piece between fences.
   *
   * @param place file and line
   * @param language the word behind the first fence; empty without one
   * @param text what stands between
   */
  record Block(String place, String language, String text) {

    @Override
    public String toString() {
      return place;
    }
  }

  static Document read(String name) {
    try {
      return new Document(name, Files.readAllLines(ROOT.resolve(name)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** All Markdown files that belong to the project. */
  static List<Document> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .map(ROOT::relativize)
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> Stream.of("target", ".git", "node_modules")
              .noneMatch(folder ->
                  file.startsWith(folder) || file.toString().contains("/" + folder + "/")))
          .map(file -> read(file.toString()))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Those that explain how to use and how to extend the project. */
  static List<Document> guides() {
    return all().stream()
        .filter(document -> document.name.equals("README.md")
            || document.name.equals("CONTRIBUTING.md")
            || document.name.startsWith("docs/"))
        .toList();
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        if (start >= 0) {
          String language = lines.get(start).substring(FENCE.length()).strip();
          String text = String.join("\n", lines.subList(start + 1, i));
          blocks.add(new Block(name + ":" + (start + 2), language, text));
        }
        start = start < 0 ? i : -1;
      }
    }
    return blocks;
  }

  List<Block> blocks(String language) {
    return blocks().stream().filter(block -> block.language.equals(language)).toList();
  }

  /** Where its links lead that lead to no other site; without the part behind {@code #}. */
  List<String> relativeLinks() {
    List<String> links = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines) {
      fenced ^= line.startsWith(FENCE);
      if (!fenced) {
        LINK.matcher(CODE.matcher(line).replaceAll("code"))
            .results()
            .map(link -> link.group(1).replaceFirst("#.*", ""))
            .filter(link -> !link.isEmpty() && !link.contains(":"))
            .forEach(links::add);
      }
    }
    return links;
  }

  boolean leadsSomewhere(String link) {
    Path folder = ROOT.resolve(name).getParent();
    return folder != null && Files.exists(folder.resolve(link).normalize());
  }

  @Override
  public String toString() {
    return name;
  }
}
