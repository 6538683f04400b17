package io.apigw.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What else the documentation claims: links, commands, modules. */
class TextTest {

  private static final Pattern QUICKSTART = Pattern.compile(
      "mvn (?<options>.+) -pl (?<module>\\S+) -am package && java -jar (?<jar>\\S+) (?<port>\\d+)");
  private static final Pattern MODULE_ROW = Pattern.compile("\\| `([^`]+)` \\|.*");

  static List<Document> documents() {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadSomewhere(Document document) {
    assertThat(document.relativeLinks().stream().filter(link -> !document.leadsSomewhere(link)))
        .isEmpty();
  }

  @Test
  void firstCommandBuildsAndStartsTheQuickstart() throws IOException {
    Matcher command = QUICKSTART.matcher(commands().get(0));
    assertThat(command.matches()).as(commands().get(0)).isTrue();
    assertThat(command.group("options").split(" ", -1)).contains("-B", "-ntp", "-q", "-Dquick");
    String module = command.group("module");
    assertThat(text("pom.xml")).contains("<module>" + module + "</module>");
    String jar = command.group("jar");
    assertThat(jar).startsWith(module + "/target/").endsWith(".jar");
    String name = jar.substring(jar.lastIndexOf('/') + 1, jar.length() - ".jar".length());
    assertThat(text(module + "/pom.xml"))
        .contains("<finalName>" + name + "</finalName>")
        .contains("<mainClass>io.apigw.examples.quickstart.Main</mainClass>");
  }

  @Test
  void secondCommandRunsAllChecks() throws IOException {
    assertThat(commands().get(1)).isEqualTo("mvn -B -ntp verify");
    assertThat(text(".ci/run")).contains("mvn -B -ntp clean verify");
    assertThat(text("CONTRIBUTING.md")).contains("`mvn -B -ntp verify`");
  }

  @Test
  void tableNamesEveryPublishedModule() throws IOException {
    List<String> named = Document.read("README.md").lines().stream()
        .map(MODULE_ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> row.group(1))
        .toList();
    List<String> published = Pattern.compile("<module>((?:extensions/)?apigw-[a-z]+)</module>")
        .matcher(text("pom.xml"))
        .results()
        .map(module -> module.group(1))
        .toList();
    assertThat(named).containsExactlyInAnyOrderElementsOf(published);
  }

  @Test
  void everyStepHasItsPageWithTheSameHeadings() throws IOException {
    for (String step : List.of(
        "route",
        "authorize",
        "throttle",
        "validate",
        "cache",
        "transform",
        "integrate",
        "respond")) {
      List<String> lines = Document.read("docs/steps/" + step + ".md").lines();
      assertThat(lines.get(0)).startsWith("# " + step + ": ");
      assertThat(lines.stream().filter(line -> line.startsWith("## ")).toList())
          .as(step)
          .startsWith("## Options", "## Errors");
    }
  }

  @Test
  void everyExampleHasAShortPage() throws IOException {
    try (Stream<Path> examples = Files.list(Document.ROOT.resolve("examples"))) {
      assertThat(examples.filter(Files::isDirectory))
          .isNotEmpty()
          .allSatisfy(example -> assertThat(
                  Document.read("examples/" + example.getFileName() + "/README.md")
                      .lines())
              .hasSizeBetween(5, 15));
    }
  }

  private static List<String> commands() {
    return Document.read("README.md").blocks("sh").stream()
        .map(Document.Block::text)
        .toList();
  }

  private static String text(String file) throws IOException {
    return Files.readString(Document.ROOT.resolve(file));
  }
}
