package io.apigw.documentation;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A piece of Java from the documentation, as the body of a method. It sees what the {@link #PRELUDE} has: imports of
 * everything that a reader imports, and names that stand for what the reader has already.
 */
final class Snippet {

  /** What stands around each piece; CONTRIBUTING.md tells of it. */
  private static final String PRELUDE = """
      import static io.apigw.testkit.GatewayAssertions.assertThat;

      import io.apigw.api.*;
      import io.apigw.api.authorize.*;
      import io.apigw.api.cache.*;
      import io.apigw.api.definition.*;
      import io.apigw.api.integrate.*;
      import io.apigw.api.monitor.*;
      import io.apigw.api.shield.*;
      import io.apigw.api.throttle.*;
      import io.apigw.api.transform.*;
      import io.apigw.api.validate.*;
      import io.apigw.auth.*;
      import io.apigw.netty.*;
      import io.apigw.runtime.*;
      import io.apigw.testkit.*;
      import io.apigw.throttle.*;
      import io.netty.channel.*;
      import io.netty.handler.codec.http.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.*;

      public class Program {
        public static Gateway gateway;
        public static ChannelPipeline pipeline;
        public static ChannelHandler ourOwnHandler;
        public static Executor executor;
        public static System.Logger log;
        public static HttpApi pets;
        public static RestApi orders;

        public static void run() throws Exception {
      %s
        }
      }
      """;

  private static final List<String> OPTIONS =
      List.of("--release", "17", "-Xlint:all,-classfile,-path", "-Werror", "-proc:none");

  private Snippet() {}

  /** Compiles a piece; the class has its free names as static fields, and {@code run()}. */
  static Class<?> compile(String place, String statements, Path folder) {
    StringWriter messages = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(
        List.of("-classpath", System.getProperty("java.class.path"), "-d", folder.toString()));
    JavaCompiler.CompilationTask task = compiler.getTask(
        messages, null, null, options, null, List.of(source(PRELUDE.formatted(statements))));
    if (!task.call()) {
      throw new AssertionError(place + " does not compile:\n" + messages);
    }
    return load(folder);
  }

  /** Runs a piece that was compiled. */
  static void run(Class<?> program) throws Exception {
    try {
      Object unused = program.getDeclaredMethod("run").invoke(null);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Exception failure) {
        throw failure;
      }
      throw thrown;
    }
  }

  /** Gives a free name its value. */
  static void set(Class<?> program, String name, Object value) {
    try {
      program.getDeclaredField(name).set(null, value);
    } catch (ReflectiveOperationException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  private static JavaFileObject source(String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  /** The loader stays open: a program may load classes as long as it runs. */
  private static Class<?> load(Path folder) {
    try {
      URL[] place = {folder.toUri().toURL()};
      return new URLClassLoader(place, Snippet.class.getClassLoader()).loadClass("Program");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
