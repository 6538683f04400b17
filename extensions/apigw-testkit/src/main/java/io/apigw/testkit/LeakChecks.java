package io.apigw.testkit;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that something leaves nothing behind: it is started and closed many times, and afterwards there are as many
 * threads and class loaders as before.
 *
 * <pre>{@code
 * LeakChecks.noThreadsStay(100, () -> {
 *   try (Gateway gateway = Gateway.of(api)) {
 *     assertThat(gateway.process(Request.get("/hello"))).hasStatus(200);
 *   }
 * });
 * }</pre>
 */
public final class LeakChecks {

  private static final long PAUSE_MILLIS = 100;
  private static final int ATTEMPTS = 100;

  private LeakChecks() {}

  /** One start, use and close. */
  @FunctionalInterface
  public interface Round {

    /**
     * Starts something, uses it and closes it.
     *
     * @throws Exception when that fails; it fails the check
     */
    void run() throws Exception;
  }

  /**
   * Checks that no thread stays; those that are just ending are waited for, up to 10 seconds. The garbage collector is
   * asked to run meanwhile, since some threads end when it has found their owner, as those of JDK 17's HttpClient do.
   *
   * @param rounds how many times
   * @param round one start, use and close
   * @throws AssertionError when a thread stays; names it and shows what it does
   * @throws Exception what a round throws
   */
  public static void noThreadsStay(int rounds, Round round) throws Exception {
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    for (int i = 0; i < rounds; i++) {
      round.run();
    }
    Set<Thread> more = new HashSet<>(Thread.getAllStackTraces().keySet());
    more.removeAll(before);
    more.removeIf(thread -> !thread.isAlive());
    for (int attempt = 0; !more.isEmpty() && attempt < ATTEMPTS; attempt++) {
      System.gc();
      more.iterator().next().join(PAUSE_MILLIS);
      more.removeIf(thread -> !thread.isAlive());
    }
    if (!more.isEmpty()) {
      throw new AssertionError("threads: expected none to stay but there are "
          + more.stream().map(LeakChecks::shown).collect(Collectors.joining("; ")));
    }
  }

  /**
   * Checks that classes can be unloaded: each round runs in a class loader of its own, as an application in a container
   * does, with its own copies of the classes of given packages; other classes, such as a shared JSON library, stay those
   * of the test and must keep nothing of a round.
   *
   * @param rounds how many times
   * @param round a class with a public constructor without parameters; each round makes and runs one
   * @param packages prefixes of the names of the classes that each round has copies of, such as {@code io.apigw.}; that
   *     of the round itself is always among them
   * @throws AssertionError when a class loader cannot be unloaded
   * @throws Exception what a round throws
   */
  public static void noClassesStay(int rounds, Class<? extends Round> round, String... packages)
      throws Exception {
    List<String> prefixes = new ArrayList<>(List.of(packages));
    prefixes.add(round.getPackageName() + ".");
    ReferenceQueue<ClassLoader> unloaded = new ReferenceQueue<>();
    List<Reference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      loaders.add(new WeakReference<>(runApart(round, prefixes), unloaded));
    }
    runApart(LastRecord.class, List.of(LeakChecks.class.getPackageName() + "."));
    int staying = rounds;
    for (int attempt = 0; staying > 0 && attempt < ATTEMPTS; attempt++) {
      System.gc();
      for (Object gone = unloaded.remove(PAUSE_MILLIS); gone != null; gone = unloaded.poll()) {
        staying--;
      }
    }
    if (staying > 0) {
      throw new AssertionError("class loaders: expected all of " + loaders.size()
          + " to be unloaded but " + staying + " stay");
    }
  }

  private static ClassLoader runApart(Class<? extends Round> round, List<String> prefixes)
      throws Exception {
    ClassLoader loader = new CopyingLoader(round.getClassLoader(), prefixes);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Constructor<?> constructor = loader.loadClass(round.getName()).getDeclaredConstructor();
      constructor.setAccessible(true);
      Object copy = constructor.newInstance();
      Method run = copy.getClass().getDeclaredMethod("run");
      run.setAccessible(true);
      run.invoke(copy);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() instanceof Exception fault ? fault : thrown;
    } finally {
      thread.setContextClassLoader(before);
    }
    return loader;
  }

  private static String shown(Thread thread) {
    StackTraceElement[] frames = thread.getStackTrace();
    return thread.getName() + (frames.length == 0 ? "" : " at " + frames[0]);
  }

  /** JDK 17 keeps the last record class whose equals was linked: this one takes the place of a round's. */
  private static final class LastRecord implements Round {

    @Override
    public void run() {
      Holder holder = new Holder(this);
      if (!holder.equals(new Holder(this)) || holder.hashCode() != new Holder(this).hashCode()) {
        throw new IllegalStateException("records with equal components differ");
      }
    }

    private record Holder(LastRecord value) {}
  }
}
