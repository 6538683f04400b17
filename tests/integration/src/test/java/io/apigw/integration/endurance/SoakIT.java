package io.apigw.integration.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.testkit.Eventually;
import io.apigw.testkit.LeakChecks;
import io.apigw.testkit.wire.Fault;
import io.apigw.testkit.wire.FaultyProxy;
import io.apigw.testkit.wire.HostClient;
import io.apigw.testkit.wire.MisbehavingBackend;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Load of both protocols through proxies that break connections on both sides of the gateway: every answer that arrives
 * whole is right, and afterwards nothing is left.
 */
@Timeout(300)
class SoakIT {

  private static final long SEED = 20_261_125;
  private static final long MARGIN = 24L << 20;

  @Test
  void faultsForSomeSecondsLeaveNothing() throws Exception {
    soak(4);
  }

  @Test
  @Tag("long")
  void faultsForAMinuteLeaveNothing() throws Exception {
    soak(60);
  }

  private static void soak(int seconds) throws Exception {
    BufferLeaks.watch();
    round(1); // what is kept once per process is there afterwards
    long direct = PlatformDependent.usedDirectMemory();
    long heap = usedHeap();
    LeakChecks.noThreadsStay(1, () -> round(seconds));
    assertThat(BufferLeaks.found())
        .as("buffers that nobody released, seed %s", SEED)
        .isEmpty();
    assertThat(PlatformDependent.usedDirectMemory() - direct)
        .as("direct memory more than before")
        .isLessThan(MARGIN);
    assertThat(usedHeap() - heap).as("heap more than before").isLessThan(MARGIN);
  }

  private static void round(int seconds) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    Load.Counts counts = new Load.Counts();
    try (MisbehavingBackend backend = MisbehavingBackend.start();
        FaultyProxy behind = FaultyProxy.to(backend.port());
        Proxying gateway = Proxying.to("http://127.0.0.1:" + behind.port());
        FaultyProxy before = FaultyProxy.to(gateway.server().port())) {
      List<Load> loads = new ArrayList<>();
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int port = i < 4 ? before.port() : gateway.server().port();
        Load load = new Load(port, i % 2 == 0, SEED + i, counts);
        loads.add(load);
        running.add(CompletableFuture.runAsync(load, threads));
      }
      Random random = new Random(SEED);
      for (int tick = 0; tick < seconds * 10; tick++) {
        disturb(random, before);
        disturb(random, behind);
        Eventually.pause(100);
      }
      loads.forEach(Load::stop);
      before.heal();
      behind.heal();
      Eventually.pause(100);
      before.cutAll();
      for (CompletableFuture<Void> load : running) {
        load.get(60, TimeUnit.SECONDS);
      }
      assertThat(counts.right.get()).as("answers that were right").isGreaterThan(50);
      System.out.printf(
          "soak of %d s: %d right, %d refused, %d broken off%n",
          seconds, counts.right.get(), counts.refused.get(), counts.broken.get());
      fine(gateway.server().port());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Afterwards requests are answered as ever. */
  private static void fine(int port) throws IOException {
    for (boolean http2 : new boolean[] {false, true}) {
      try (HostClient client = Proxying.client(port, http2)) {
        var unused = client.get("/ok").text(); // a kept connection to the back end may be broken
        assertThat(client.get("/bytes?100000").bytes()).hasSize(100_000);
      }
    }
  }

  private static void disturb(Random random, FaultyProxy proxy) throws IOException {
    proxy.toClient(fault(random)).toServer(fault(random));
    if (random.nextInt(20) == 0) {
      proxy.cutAll();
    }
  }

  private static Fault fault(Random random) {
    long bytes = random.nextInt(100_000);
    return switch (random.nextInt(12)) {
      case 0 -> Fault.cutAfter(bytes);
      case 1 -> Fault.resetAfter(bytes);
      case 2 -> Fault.stallAfter(bytes);
      case 3 -> Fault.drip(20_000);
      case 4 -> Fault.delay(5);
      case 5 -> Fault.halfCloseAfter(bytes);
      default -> Fault.none();
    };
  }

  private static long usedHeap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(50);
      least = Math.min(
          least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return least;
  }
}
