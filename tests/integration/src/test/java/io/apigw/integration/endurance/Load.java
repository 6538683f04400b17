package io.apigw.integration.endurance;

import io.apigw.api.Headers;
import io.apigw.testkit.PatternBytes;
import io.apigw.testkit.wire.ClientExchange;
import io.apigw.testkit.wire.HostClient;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** One client that asks all kinds of things, and checks every answer that it gets whole. */
final class Load implements Runnable {

  static final class Counts {
    final AtomicLong right = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong broken = new AtomicLong();
  }

  private final int port;
  private final boolean http2;
  private final Random random;
  private final Counts counts;
  private volatile boolean stopped;

  Load(int port, boolean http2, long seed, Counts counts) {
    this.port = port;
    this.http2 = http2;
    this.random = new Random(seed);
    this.counts = counts;
  }

  void stop() {
    stopped = true;
  }

  /** Ends when it is stopped; throws when an answer is wrong. */
  @Override
  public void run() {
    while (!stopped) {
      try (HostClient client = Proxying.client(port, http2)) {
        for (int i = 0; i < 20 && !stopped; i++) {
          ask(client);
        }
      } catch (IOException broken) {
        counts.broken.incrementAndGet();
      }
    }
  }

  private void ask(HostClient client) throws IOException {
    int size = random.nextInt(random.nextInt(4) == 0 ? 300_000 : 3_000);
    switch (random.nextInt(5)) {
      case 0 -> text(client.get("/ok"), "ok");
      case 1 -> text(client.send("POST", "/take", PatternBytes.from(0, size)), "" + size);
      case 2 -> {
        ClientExchange untold = client.begin("POST", "/take", Headers.empty(), -1);
        text(untold.write(PatternBytes.from(0, size + 1)).finish(), "" + (size + 1));
      }
      case 3 -> bytes(client.get("/bytes?" + size), size);
      default -> bytes(client.get("/chunks?" + size), size);
    }
  }

  private void text(ClientExchange exchange, String expected) throws IOException {
    if (refused(exchange)) {
      return;
    }
    String text = exchange.text();
    if (!text.equals(expected)) {
      throw new AssertionError("expected " + expected + " but was " + text);
    }
    counts.right.incrementAndGet();
  }

  private void bytes(ClientExchange exchange, int expected) throws IOException {
    if (refused(exchange)) {
      return;
    }
    long size = new PatternBytes.Check().take(exchange.bytes()).position();
    if (size != expected) {
      throw new AssertionError("expected " + expected + " bytes but were " + size);
    }
    counts.right.incrementAndGet();
  }

  private boolean refused(ClientExchange exchange) throws IOException {
    int status = exchange.status();
    if (status == 200) {
      return false;
    }
    if (status < 400) {
      throw new AssertionError("expected 200 or a refusal but was " + status);
    }
    var unused = exchange.bytes();
    counts.refused.incrementAndGet();
    return true;
  }
}
