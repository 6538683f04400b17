package io.apigw.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PRIVATE;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.apigw.architecture.Rules.are;
import static io.apigw.architecture.Rules.outermost;
import static io.apigw.architecture.Rules.satisfy;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the main code of apigw-* never calls or holds. */
class CallsTest {

  /** The system's clock of the gateway, and the header {@code Date}, which the Netty host writes without one. */
  private static final Set<String> CLOCKS =
      Set.of("io.apigw.runtime.embedded.SystemClock", "io.apigw.netty.HttpDate");

  /** Methods that wait: their owner's type and their names. */
  static final List<Call> WAITING = List.of(
      new Call(Future.class, "get|join|await.*|sync.*"),
      new Call(Thread.class, "sleep"),
      new Call(Object.class, "wait"),
      new Call(CountDownLatch.class, "await"),
      new Call(CyclicBarrier.class, "await"),
      new Call(Phaser.class, "await.*|arriveAndAwait.*"),
      new Call(Condition.class, "await.*"),
      new Call(Semaphore.class, "acquire.*"),
      new Call(BlockingQueue.class, "take|put"),
      new Call(LockSupport.class, "park.*"),
      new Call(ExecutorService.class, "invokeA.*"),
      new Call(HttpClient.class, "send"),
      new Call(
          InetAddress.class,
          "getByName|getAllByName|getLocalHost|getHostName|getCanonicalHostName"));

  /** Methods that wait for threads to end. */
  static final List<Call> ENDING = List.of(
      new Call(Thread.class, "join"), new Call(ExecutorService.class, "awaitTermination|close"));

  /** What depends on the process instead of what the user gave to the builder. */
  static final List<Call> AMBIENT = List.of(
      new Call(System.class, "getProperty|getProperties|setProperty|clearProperty|getenv"),
      new Call(Boolean.class, "getBoolean"),
      new Call(Integer.class, "getInteger"),
      new Call(Long.class, "getLong"),
      new Call(ServiceLoader.class, ".*"),
      new Call(java.util.logging.Logger.class, ".*"),
      new Call(ZoneId.class, "systemDefault"),
      new Call(ForkJoinPool.class, "commonPool"),
      new Call(Runtime.class, "addShutdownHook|exit|halt"),
      new Call(System.class, "exit|setOut|setErr|in|out|err"),
      new Call(PrintStream.class, "print.*"),
      new Call(Throwable.class, "printStackTrace"));

  static final List<Call> TIME = List.of(
      new Call(System.class, "nanoTime|currentTimeMillis"),
      new Call(Temporal.class, "now"),
      new Call(Clock.class, "system.*|tick.*"),
      new Call(CompletableFuture.class, "orTimeout|completeOnTimeout|delayedExecutor"));

  /** Types whose objects change, as fields are declared with them. */
  private static final List<Class<?>> CHANGING = List.of(
      ThreadLocal.class,
      ExecutorService.class,
      ConcurrentMap.class,
      BlockingQueue.class,
      Lock.class,
      Cache.class,
      StringBuilder.class);

  /** A method or field, by its owner's type and its name. */
  private record Call(Class<?> owner, String names) {

    boolean matches(JavaAccess<?> access) {
      return access.getTarget().getName().matches(names)
          && access.getTargetOwner().isAssignableTo(owner);
    }

    @Override
    public String toString() {
      return owner.getSimpleName() + "." + names;
    }
  }

  @ParameterizedTest
  @FieldSource("WAITING")
  void nothingWaits(Call call) {
    noClasses()
        .should()
        .accessTargetWhere(access(call, access -> !mayWait(access)))
        .allowEmptyShould(true)
        .because("a step runs on the event loop: one that waits stops every connection of it")
        .check(Module.MAIN);
  }

  @ParameterizedTest
  @FieldSource("ENDING")
  void onlyCloseWaitsForThreads(Call call) {
    noClasses()
        .should()
        .accessTargetWhere(access(
            call, access -> !mayWait(access) && !access.getOrigin().getName().equals("close")))
        .allowEmptyShould(true)
        .because("close leaves no thread behind, and its caller is not an event loop")
        .check(Module.MAIN);
  }

  @Test
  void oneTypeAsksWhetherAStageIsComplete() {
    Predicate<JavaAccess<?>> asks =
        access -> (access.getTarget().getName().equals("toCompletableFuture")
                && access.getTargetOwner().isAssignableTo(CompletionStage.class))
            || (access.getTarget().getName().matches("getNow|resultNow|exceptionNow|state")
                && access.getTargetOwner().isAssignableTo(CompletableFuture.class));
    assertThat(Module.MAIN.stream()
            .filter(type -> !inTestkit(type))
            .flatMap(type -> type.getAccessesFromSelf().stream())
            .filter(asks)
            .map(access -> outermost(access.getOriginOwner()).getName())
            .distinct()
            .toList())
        .as("a stage may refuse toCompletableFuture(), or isDone(): one place knows")
        .hasSizeLessThanOrEqualTo(1)
        .allMatch(name -> name.startsWith("io.apigw.api.shared."));
  }

  @ParameterizedTest
  @FieldSource("AMBIENT")
  void nothingReadsOrWritesTheProcess(Call call) {
    noClasses()
        .should()
        .accessTargetWhere(access(call, access -> true))
        .allowEmptyShould(true)
        .because(
            "a library is wired by its builder and logs by System.Logger: two gateways in one process stay apart")
        .check(Module.MAIN);
  }

  @ParameterizedTest
  @FieldSource("TIME")
  void onlyTheSystemClockReadsTheTime(Call call) {
    noClasses()
        .should()
        .accessTargetWhere(
            access(call, access -> !CLOCKS.contains(access.getOriginOwner().getName())))
        .allowEmptyShould(true)
        .because("time comes from the GatewayClock, so that a test moves it")
        .check(Module.MAIN);
  }

  @Test
  void nothingMakesADateOfToday() {
    noClasses()
        .should()
        .callConstructor(Date.class)
        .allowEmptyShould(true)
        .because("time comes from the GatewayClock, so that a test moves it")
        .check(Module.MAIN);
  }

  @Test
  void staticFieldsNeverChange() {
    fields()
        .that(are(
            "static and not the compiler's",
            field ->
                field.getModifiers().contains(STATIC) && !field.getModifiers().contains(SYNTHETIC)))
        .should(satisfy("never change", field -> !canChange(field)))
        .allowEmptyShould(true)
        .because(
            "two gateways in one process share nothing, and a closed one leaves nothing behind")
        .check(Module.MAIN);
  }

  private static boolean canChange(JavaField field) {
    JavaClass type = field.getRawType();
    return !field.getModifiers().contains(FINAL)
        || (type.isArray() && !field.getModifiers().contains(PRIVATE))
        || CHANGING.stream().anyMatch(type::isAssignableTo)
        || (type.getPackageName().equals("java.util.concurrent.atomic")
            && !type.getSimpleName().endsWith("FieldUpdater"))
        || (!type.isInterface()
            && Stream.of(Collection.class, Map.class).anyMatch(type::isAssignableTo));
  }

  /** Fakes and assertions wait for a test; a server's start and close wait for its sockets. */
  private static boolean mayWait(JavaAccess<?> access) {
    JavaClass origin = outermost(access.getOriginOwner());
    return inTestkit(origin)
        || (Set.of("io.apigw.netty.NettyServer", "io.apigw.netty.NettyTransport")
                .contains(origin.getName())
            && access.getOrigin().getName().matches("start|create|build|close|awaitClose"));
  }

  private static boolean inTestkit(JavaClass type) {
    return type.getPackageName().startsWith("io.apigw.testkit");
  }

  private static DescribedPredicate<JavaAccess<?>> access(
      Call call, Predicate<JavaAccess<?>> also) {
    return describe(call.toString(), access -> call.matches(access) && also.test(access));
  }
}
