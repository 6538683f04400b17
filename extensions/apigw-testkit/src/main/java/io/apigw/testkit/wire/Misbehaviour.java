package io.apigw.testkit.wire;

import java.util.Locale;

/** What a {@link MisbehavingBackend} does to a request of the path that is named after it. */
public enum Misbehaviour {
  /** Answers 200 with a body that never ends, as fast as it is taken. */
  ENDLESS_BODY(p -> {
    p.say("HTTP/1.1 200 OK\r\n\r\n");
    for (byte[] block = new byte[64 * 1024]; ; ) {
      p.say(block);
    }
  }),
  /** Answers 200 with a body of a hundred bytes, one each second. */
  SLOW_BODY(p -> {
    p.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
    for (int i = 0; i < 100; i++) {
      p.say("x");
      Thread.sleep(1_000);
    }
  }),
  /** Answers 200 and half a body, and then nothing more. */
  STALLED_BODY(p -> {
    p.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it");
    p.awaitEnd();
  }),
  /** Sends the head one byte each second. */
  SLOW_HEAD(p -> {
    for (char each :
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Long: 0123456789\r\n\r\n".toCharArray()) {
      p.say(String.valueOf(each));
      Thread.sleep(1_000);
    }
  }),
  /** Answers with a hundred thousand header lines. */
  MANY_HEADERS(p -> {
    p.say("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 100_000; i++) {
      p.say("X-Header-" + i + ": 0123456789\r\n");
    }
    p.say("Content-Length: 2\r\n\r\nok");
  }),
  /** Answers with a header line that never ends. */
  ENDLESS_HEADER(p -> {
    p.say("HTTP/1.1 200 OK\r\nX-Long: ");
    for (String block = "x".repeat(64 * 1024); ; ) {
      p.say(block);
    }
  }),
  /** Answers with interim statuses and never with a final one. */
  INTERIM_FLOOD(p -> {
    while (true) {
      p.say("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(100));
    }
  }),
  /** Answers with a line that is none of HTTP. */
  BAD_STATUS_LINE(p -> p.say("HTTP/1.1 abc fine\r\nContent-Length: 2\r\n\r\nok")),
  /** Announces more bytes than it sends. */
  EARLY_CLOSE(p -> p.say("HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\nhalf of it")),
  /** Closes within a chunk. */
  CLOSE_WITHIN_CHUNK(
      p -> p.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\nhalf of it")),
  /** Closes between chunks, without the last one. */
  NO_LAST_CHUNK(p -> p.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")),
  /** Sends a chunk whose size is no number. */
  BAD_CHUNK(
      p -> p.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhalf\r\n0\r\n\r\n")),
  /** Sends more bytes than it announces, in the shape of a second reply. */
  SECOND_REPLY(p -> {
    p.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    p.say("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
    p.awaitEnd();
  }),
  /** Announces two lengths. */
  TWO_LENGTHS(p -> p.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\nhello")),
  /** Announces a length and chunks. */
  LENGTH_AND_CHUNKS(
      p -> p.say(
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")),
  /** Announces a transfer coding that nobody asked for. */
  GZIP_CHUNKED(p ->
      p.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")),
  /** Sends a NUL within a header's value. */
  NUL_IN_HEADER(p -> p.say("HTTP/1.1 200 OK\r\nX-A: a\0b\r\nContent-Length: 2\r\n\r\nok")),
  /** Switches to another protocol, which nobody asked for. */
  SWITCHED_PROTOCOL(p -> {
    p.say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n");
    p.awaitEnd();
  }),
  /** Closes without a word. */
  CLOSE(p -> {}),
  /** Resets the connection without a word. */
  RESET(RawPeer::reset),
  /** Resets the connection within the body. */
  RESET_WITHIN_BODY(p -> {
    p.say("HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\nhalf of it");
    Thread.sleep(50);
    p.reset();
  }),
  /** Reads, and never answers. */
  SILENCE(RawPeer::awaitEnd),
  /** Neither reads the body nor answers. */
  DEAFNESS(p -> Thread.sleep(600_000)),
  /** Answers before it has read the body, and never reads it. */
  HASTE(p -> {
    p.say("HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\nearly");
    Thread.sleep(600_000);
  });

  @SuppressWarnings("ImmutableEnumChecker") // none of them has a state
  private final RawBackend.Conversation conversation;

  Misbehaviour(RawBackend.Conversation conversation) {
    this.conversation = conversation;
  }

  /**
   * Returns the path that asks for it.
   *
   * @return such as {@code /endless-body}
   */
  public String path() {
    return "/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Does it; the request's head has been read. */
  void with(RawPeer peer) throws Exception {
    conversation.with(peer);
  }
}
