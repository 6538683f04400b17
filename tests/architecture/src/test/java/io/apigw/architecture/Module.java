package io.apigw.architecture;

import static io.apigw.architecture.Rules.are;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One folder of the build with its compiled classes; the parent's POM says which there are. */
record Module(String folder) {

  private static final Path ROOT = Path.of(System.getProperty("project.root", "../.."));
  private static final String BUILD = System.getProperty("project.output", "target");
  private static final Pattern ENTRY = Pattern.compile("<module>(.+?)</module>");

  /** Every module but the list of versions, which has no classes. */
  static final List<Module> ALL = ENTRY
      .matcher(text(ROOT.resolve("pom.xml")))
      .results()
      .map(entry -> new Module(entry.group(1)))
      .filter(module -> !module.artifact().equals("apigw-bom"))
      .toList();

  /** What we publish. */
  static final List<Module> PRODUCT = ALL.stream().filter(Module::published).toList();

  private static final JavaClasses CLASSES = new ClassFileImporter()
      .importPaths(ALL.stream()
          .flatMap(module -> Stream.of(module.main(), module.tests()))
          .filter(Files::isDirectory)
          .toList());

  static final JavaClasses MAIN = classes(PRODUCT, Module::main);
  static final JavaClasses TESTS = classes(ALL, Module::tests);

  String artifact() {
    return folder.substring(folder.lastIndexOf('/') + 1);
  }

  boolean published() {
    return artifact().startsWith("apigw-");
  }

  /** apigw-x is the module and the package io.apigw.x. */
  String rootPackage() {
    return "io.apigw." + artifact().substring("apigw-".length());
  }

  Path main() {
    return output("classes");
  }

  Path tests() {
    return output("test-classes");
  }

  boolean named() {
    return Files.exists(main().resolve("module-info.class"));
  }

  ModuleDescriptor descriptor() {
    try (InputStream in = Files.newInputStream(main().resolve("module-info.class"))) {
      return ModuleDescriptor.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JavaClasses mainClasses() {
    return classes(List.of(this), Module::main);
  }

  JavaClasses testClasses() {
    return classes(List.of(this), Module::tests);
  }

  @Override
  public String toString() {
    return artifact();
  }

  private Path output(String kind) {
    return ROOT.resolve(folder).resolve(BUILD).resolve(kind);
  }

  private static JavaClasses classes(List<Module> modules, Function<Module, Path> kind) {
    List<Path> folders = modules.stream().map(kind).map(Module::real).toList();
    return CLASSES.that(are(
        "compiled to " + folders,
        type -> folders.stream().anyMatch(folder -> real(file(type)).startsWith(folder))));
  }

  private static Path file(JavaClass type) {
    return Path.of(type.getSource().orElseThrow().getUri());
  }

  private static Path real(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
