package io.apigw.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.throttle.Throttle;
import io.apigw.api.transform.MappingTemplate;
import io.apigw.api.validate.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All Java in the documentation compiles without a warning. */
class JavaBlocksTest {

  private static final Pattern HINT =
      Pattern.compile("add (?<line>\\..+) from (?<module>apigw-[a-z]+)");

  /** While no module of ours has the engine. */
  private static final Pattern LATER_HINT =
      Pattern.compile("add (?<setter>\\.[a-z]+)\\(…\\) with a (?<engine>[A-Za-z]+) of yours; "
          + "(?<module>apigw-[a-z]+) will bring one");

  @TempDir
  Path folder;

  static Stream<Document.Block> blocks() {
    return Document.guides().stream().flatMap(document -> document.blocks("java").stream());
  }

  static List<String> hints() {
    return List.of(
        JwtAuthorizer.of("login", "https://id.example.com/", "pets").engineHint(),
        Throttle.engineHint(),
        Model.engineHint(),
        MappingTemplate.engineHint());
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void blockCompiles(Document.Block block) {
    assertThatCode(() -> Snippet.compile(block.place(), block.text(), folder))
        .doesNotThrowAnyException();
  }

  @Test
  void blocksAreThere() {
    assertThat(blocks().filter(block -> block.place().startsWith("README.md")))
        .hasSizeGreaterThanOrEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("hints")
  void lineThatAHintTellsToAddCompiles(String hint) {
    Matcher now = HINT.matcher(hint);
    Matcher later = LATER_HINT.matcher(hint);
    assertThat(now.matches() || later.matches()).as(hint).isTrue();
    String line = now.matches()
        ? now.group("line")
        : later.group("setter") + "((" + later.group("engine") + ") null)";
    String program = "Gateway.Builder builder = Gateway.builder();\n"
        + "Callable<Gateway.Builder> added = () -> builder" + line + ";\n"
        + "Objects.requireNonNull(added);";
    assertThat(exists((now.matches() ? now : later).group("module"))).isEqualTo(now.matches());
    assertThatCode(() -> Snippet.compile(hint, program, folder)).doesNotThrowAnyException();
  }

  private static boolean exists(String module) {
    return Stream.of("", "extensions/")
        .anyMatch(parent -> Files.exists(Document.ROOT.resolve(parent + module + "/pom.xml")));
  }

  @Test
  void warningInABlockIsAnError() {
    assertThat(Stream.of("List raw = new ArrayList();", "int x = 1")
            .filter(this::compiles)
            .toList())
        .isEmpty();
  }

  private boolean compiles(String statements) {
    try {
      Snippet.compile("here", statements, folder);
      return true;
    } catch (AssertionError refused) {
      return false;
    }
  }
}
