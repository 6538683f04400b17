package io.apigw.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ByteSize;
import io.apigw.api.definition.HttpApi;
import io.apigw.runtime.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Large bodies through a proxy. The JVM of these tests has less heap than the bodies have bytes (see the POM), and a side
 * that does not read stops the other.
 */
class StreamingIT {

  private static final int SIZE = 50 * 1024 * 1024;

  /** What sockets and buffers between the two sides may hold. */
  private static final long IN_FLIGHT = 24L * 1024 * 1024;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void replyStreamsAndWaitsForASlowClient() throws Exception {
    AtomicLong written = new AtomicLong();
    try (Backend backend = Backend.start((request, in, out) -> {
          request.read("");
          out.write(head("Content-Length: " + SIZE));
          write(out, written);
        });
        Hosted hosted = proxy(backend);
        RawSocket client = RawSocket.connect(hosted.port())) {
      client.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
      RawSocket.Answer head = client.head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.field("Content-Length")).isEqualTo(String.valueOf(SIZE));

      assertThat(standstill(written)).as("written while nobody reads").isLessThan(IN_FLIGHT);

      assertThat(checksum(client.in(), SIZE)).isEqualTo(checksum());
    }
  }

  @Test
  void requestStreamsAndWaitsForASlowBackend() throws Exception {
    AtomicLong written = new AtomicLong();
    AtomicLong received = new AtomicLong();
    CountDownLatch mayRead = new CountDownLatch(1);
    try (Backend backend = Backend.start((request, in, out) -> {
          await(mayRead);
          received.set(checksum(in, Integer.parseInt(request.field("Content-Length"))));
          request.read("");
          out.write(Backend.reply(200, "ok").getBytes(StandardCharsets.US_ASCII));
        });
        Hosted hosted = proxy(backend);
        RawSocket client = RawSocket.connect(hosted.port())) {
      client.send("PUT /large HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + SIZE + "\r\n\r\n");
      CompletableFuture<Void> sent = CompletableFuture.runAsync(
          () -> {
            try {
              write(client.out(), written);
            } catch (IOException broken) {
              throw new IllegalStateException(broken);
            }
          },
          threads);

      assertThat(standstill(written))
          .as("sent while the back end does not read")
          .isLessThan(IN_FLIGHT);

      mayRead.countDown();
      assertThat(client.answer().body()).isEqualTo("ok");
      sent.get(20, TimeUnit.SECONDS);
      assertThat(received).hasValue(checksum());
    }
  }

  @Test
  void chunkArrivesBeforeTheNextIsSent() throws Exception {
    CountDownLatch firstReceived = new CountDownLatch(1);
    CountDownLatch firstRead = new CountDownLatch(1);
    try (Backend backend = Backend.start((request, in, out) -> {
          String first = chunk(in);
          firstReceived.countDown();
          request.read(first + chunk(in) + chunk(in));
          out.write(head("Transfer-Encoding: chunked"));
          out.write("5\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII));
          await(firstRead);
          out.write("3\r\nbye\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
        Hosted hosted = proxy(backend);
        RawSocket client = RawSocket.connect(hosted.port())) {
      client.send("POST /chat HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("5\r\nfirst\r\n");
      await(firstReceived);
      client.send("6\r\nsecond\r\n0\r\n\r\n");
      assertThat(client.head().field("Transfer-Encoding")).isEqualTo("chunked");
      assertThat(chunk(client.in())).isEqualTo("hello");
      firstRead.countDown();
      assertThat(chunk(client.in())).isEqualTo("bye");
      assertThat(chunk(client.in())).isEmpty();
      assertThat(backend.only().body()).isEqualTo("firstsecond");
    }
  }

  @Test
  void manyLargeRepliesAtOnceDoNotFillTheHeap() throws Exception {
    int clients = 8;
    assertThat((long) clients * SIZE)
        .as("more than the heap")
        .isGreaterThan(Runtime.getRuntime().maxMemory());
    CountDownLatch allBegun = new CountDownLatch(clients);
    try (Backend backend = Backend.start((request, in, out) -> {
          request.read("");
          out.write(head("Content-Length: " + SIZE));
          write(out, new AtomicLong());
        });
        Hosted hosted = proxy(backend)) {
      List<CompletableFuture<Long>> sums = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        sums.add(CompletableFuture.supplyAsync(() -> download(hosted.port(), allBegun), threads));
      }
      for (CompletableFuture<Long> sum : sums) {
        assertThat(sum.get(60, TimeUnit.SECONDS)).isEqualTo(checksum());
      }
    }
  }

  private static long download(int port, CountDownLatch allBegun) {
    try (RawSocket client = RawSocket.connect(port)) {
      client.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n").head();
      allBegun.countDown();
      await(allBegun);
      return checksum(client.in(), SIZE);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static Hosted proxy(Backend backend) {
    HttpApi api =
        HttpApi.builder("large").route("$default", r -> r.proxy(backend.url())).build();
    return Hosted.on(
        Gateway.builder().stage(api, "$default", s -> s.anyDomain("").payload(ByteSize.ofMib(64))));
  }

  private static byte[] head(String line) {
    return ("HTTP/1.1 200 OK\r\n" + line + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static String chunk(InputStream in) throws IOException {
    String chunk = RawSocket.latin1(in.readNBytes(Backend.chunk(in)));
    RawSocket.line(in);
    return chunk;
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IOException("waited in vain");
      }
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  private static byte[] block() {
    byte[] block = new byte[64 * 1024];
    for (int i = 0; i < block.length; i++) {
      block[i] = (byte) (i * 31 + i / 251);
    }
    return block;
  }

  private static void write(OutputStream out, AtomicLong written) throws IOException {
    byte[] block = block();
    for (int sent = 0; sent < SIZE; sent += block.length) {
      out.write(block);
      written.addAndGet(block.length);
    }
    out.flush();
  }

  private static long checksum() {
    CRC32 sum = new CRC32();
    byte[] block = block();
    for (int i = 0; i < SIZE; i += block.length) {
      sum.update(block);
    }
    return sum.getValue();
  }

  private static long checksum(InputStream in, int length) throws IOException {
    CRC32 sum = new CRC32();
    byte[] buffer = new byte[64 * 1024];
    int left = length;
    while (left > 0) {
      int read = in.read(buffer, 0, Math.min(left, buffer.length));
      if (read < 0) {
        throw new IOException("closed with " + left + " bytes to come");
      }
      sum.update(buffer, 0, read);
      left -= read;
    }
    return sum.getValue();
  }

  /** Waits until a count has not moved for a second, and returns it. */
  private static long standstill(AtomicLong count) throws InterruptedException {
    long last = -1;
    for (int quiet = 0; quiet < 20; quiet++) {
      TimeUnit.MILLISECONDS.sleep(50);
      long now = count.get();
      quiet = now == last && now > 0 ? quiet : 0;
      last = now;
    }
    return last;
  }
}
