package io.apigw.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Response;
import io.apigw.testkit.Eventually;
import io.apigw.testkit.wire.Http2Connection;
import io.apigw.testkit.wire.Http2Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Floods of HTTP/2 frames that cost a client little: the host ends the connection or bears it, and other clients notice
 * nothing. Empty for hosts of HTTP/1.1. Part of {@link HostConformance}.
 */
public interface HostHttp2FloodConformance extends HostTrials {

  /** Streams that are reset as soon as they are opened leave no work behind, and never much of it at a time. */
  @Test
  default void rapidResetsLeaveNoWorkBehind() throws Exception {
    AtomicInteger working = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (HostTrial trial = trial(request -> {
      if (request.path().equals("/fine")) {
        return CompletableFuture.completedStage(Response.text(200, "fine"));
      }
      most.accumulateAndGet(working.incrementAndGet(), Math::max);
      request.executor().onCancel(working::decrementAndGet);
      return new CompletableFuture<>();
    })) {
      if (!trial.traits().isHttp2()) {
        return;
      }
      Http2Connection connection = Http2Connection.begin(trial.raw());
      anyway(() -> {
        for (int stream = 1; stream < 10_000; stream += 2) {
          connection.send(
              head(stream, Http2Frame.END_STREAM),
              Http2Frame.number(Http2Frame.RST_STREAM, stream, 8));
        }
      });
      assertThat(trial.get("/fine").text()).isEqualTo("fine");
      Eventually.holds("the end of all work", () -> working.get() == 0);
      assertThat(most.get()).as("requests at a time").isLessThanOrEqualTo(1_000);
    }
  }

  /** A header block that never ends is not kept. */
  @Test
  default void headerBlockWithoutAnEndIsNotKept() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      if (!trial.traits().isHttp2()) {
        return;
      }
      Http2Connection connection = Http2Connection.begin(trial.raw());
      byte[] more = literal("x-a", "v".repeat(1_000));
      boolean stopped = anyway(() -> {
        connection.send(
            Http2Frame.of(Http2Frame.HEADERS, Http2Frame.END_STREAM, 1, literal(":method", "GET")));
        for (int i = 0; i < 20_000; i++) {
          connection.send(Http2Frame.of(Http2Frame.CONTINUATION, 0, 1, more));
        }
      });
      assertThat(stopped || ended(connection)).as("the connection's end").isTrue();
      assertThat(gateway.idle()).isTrue();
      fine(trial, gateway);
    }
  }

  /** A small header block that stands for a very large one is refused. */
  @Test
  default void headerBlockThatExpandsIsRefused() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      if (!trial.traits().isHttp2()) {
        return;
      }
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      block.writeBytes(literal(":method", "GET"));
      block.writeBytes(literal(":scheme", "http"));
      block.writeBytes(literal(":path", "/"));
      byte[] kept = literal("x-bomb", "b".repeat(3_900));
      kept[0] = 0x40; // with incremental indexing
      block.writeBytes(kept);
      for (int i = 0; i < 8_000; i++) {
        block.write(0x80 | 62); // the newest entry of the dynamic table
      }
      Http2Connection connection = Http2Connection.begin(trial.raw());
      boolean stopped = anyway(() -> connection.send(Http2Frame.of(
          Http2Frame.HEADERS,
          Http2Frame.END_STREAM | Http2Frame.END_HEADERS,
          1,
          block.toByteArray())));
      assertThat(stopped || refused(connection)).as("a refusal").isTrue();
      assertThat(gateway.idle()).isTrue();
      fine(trial, gateway);
    }
  }

  /** Pings, settings and empty pieces that come in floods disturb nobody else. */
  @Test
  default void floodsOfSmallFramesDisturbNobody() throws Exception {
    ScriptedGateway gateway = ScriptedGateway.create();
    try (HostTrial trial = trial(gateway)) {
      if (!trial.traits().isHttp2()) {
        return;
      }
      for (Http2Frame frame : new Http2Frame[] {
        Http2Frame.of(Http2Frame.PING, 0, 0, new byte[8]),
        Http2Frame.of(Http2Frame.SETTINGS, 0, 0, new byte[0]),
        Http2Frame.of(Http2Frame.DATA, 0, 1, new byte[0]),
        Http2Frame.number(Http2Frame.WINDOW_UPDATE, 0, 1),
      }) {
        Http2Connection connection = Http2Connection.begin(trial.raw());
        connection.send(head(1, 0));
        Http2Frame[] many = new Http2Frame[1_000];
        Arrays.fill(many, frame);
        var flooding = CompletableFuture.supplyAsync(() -> anyway(() -> {
          for (int i = 0; i < 20; i++) {
            connection.send(many);
          }
        }));
        var asked = gateway.next();
        fine(trial, gateway);
        asked.answer(Response.of(204));
        connection.close();
        assertThat(Eventually.valueOf("the flood's end", flooding)).isNotNull();
      }
    }
  }

  private static Http2Frame head(int stream, int flags) {
    return Http2Frame.headers(
        flags,
        stream,
        ":method",
        "POST",
        ":scheme",
        "http",
        ":authority",
        "a.example",
        ":path",
        "/x");
  }

  /** A field as a literal that is not indexed. */
  private static byte[] literal(String name, String value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.write(name.length());
    out.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
    if (value.length() < 127) {
      out.write(value.length());
    } else {
      int left = value.length() - 127;
      out.write(127);
      out.write((left & 127) | 128);
      out.write(left >> 7);
    }
    out.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
    return out.toByteArray();
  }

  private static void fine(HostTrial trial, ScriptedGateway gateway) throws IOException {
    var exchange = trial.get("/fine");
    ScriptedGateway.Call call = gateway.next();
    assertThat(call.request().path()).isEqualTo("/fine");
    call.answer(Response.text(200, "fine"));
    assertThat(exchange.text()).isEqualTo("fine");
  }

  private static boolean ended(Http2Connection connection) {
    return anyway(() -> {
      while (connection.next().type() != Http2Frame.GOAWAY) {
        Thread.onSpinWait();
      }
      throw new IOException("it says that it goes");
    });
  }

  private static boolean refused(Http2Connection connection) {
    return anyway(() -> {
      while (true) {
        Http2Frame frame = connection.next();
        if (frame.type() == Http2Frame.GOAWAY
            || frame.type() == Http2Frame.RST_STREAM
            || (frame.type() == Http2Frame.HEADERS
                && frame.fields().get(1).compareTo("400") >= 0)) {
          throw new IOException("it refuses");
        }
      }
    });
  }

  /** Talks as long as the host does; whether it has stopped that. */
  private static boolean anyway(Talk talk) {
    try {
      talk.run();
      return false;
    } catch (IOException stopped) {
      return true;
    }
  }

  /** What a client does until the host has enough. */
  @FunctionalInterface
  interface Talk {

    /**
     * Does it.
     *
     * @throws IOException when the host has ended the connection
     */
    void run() throws IOException;
  }
}
