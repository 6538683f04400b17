package io.apigw.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A closed gateway leaves nothing behind: no thread, and no reference to its classes. */
class ThreadsIT {

  @Test
  void hundredRoundsLeaveNoThread() throws Exception {
    OneRound.run();
    Set<Thread> before = threads();
    for (int i = 0; i < 100; i++) {
      OneRound.run();
    }
    assertThat(soon(() -> before.containsAll(threads())))
        .as("left behind: %s", left(before))
        .isTrue();
  }

  @Test
  void refusedBuildLeavesNoThread() throws Exception {
    OneRound.run();
    Set<Thread> before = threads();
    for (int i = 0; i < 20; i++) {
      assertThat(OneRound.refused()).isTrue();
    }
    assertThat(soon(() -> before.containsAll(threads())))
        .as("left behind: %s", left(before))
        .isTrue();
  }

  @Test
  void classesAreFreedWithTheLastReference() throws Exception {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      loaders.add(runInItsOwnLoader());
    }
    assertThat(soon(() -> loaders.stream().allMatch(loader -> loader.get() == null)))
        .as("class loaders of closed gateways")
        .isTrue();
  }

  /** In a thread of its own, since Netty keeps values in the threads that call it. */
  private static WeakReference<ClassLoader> runInItsOwnLoader() throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Class<?> round = loader.loadClass(OneRound.class.getName());
      assertThat(round).isNotSameAs(OneRound.class);
      AtomicReference<Throwable> failure = new AtomicReference<>();
      Thread thread = new Thread(() -> {
        try {
          Object unused = round.getDeclaredMethod("run").invoke(null);
        } catch (ReflectiveOperationException failed) {
          failure.set(failed);
        }
      });
      thread.setContextClassLoader(loader);
      thread.start();
      thread.join();
      assertThat(failure).hasNullValue();
      return new WeakReference<>(loader);
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(new URL[0]);
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .collect(Collectors.toSet());
  }

  private static List<String> left(Set<Thread> before) {
    return threads().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .toList();
  }

  /** The garbage collector ends the JDK client's selector thread, and finds loaders: so it is asked, for a while. */
  private static boolean soon(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return condition.getAsBoolean();
  }
}
