package io.apigw.runtime.route;

import io.apigw.api.Request;
import io.apigw.runtime.monitor.RequestIds;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes the ids of requests: they tell requests apart and are no secrets, so they need no secure generator.
 *
 * <p>REST: a UUID, the client's own when {@code x-amzn-RequestId} is one, and a second id that is always ours. HTTP: one
 * id, always ours.
 */
final class RequestIdSource {

  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
          .getBytes(StandardCharsets.US_ASCII);

  private static final int UUID_LENGTH = 36;
  private static final int TOKEN_LENGTH = 16;

  private RequestIdSource() {}

  static RequestIds next(Request request, boolean rest) {
    String token = token();
    return new RequestIds(rest ? uuid(request) : token, token);
  }

  private static String uuid(Request request) {
    int index = request.headers().indexOf("x-amzn-RequestId", 0);
    if (index >= 0 && isUuid(request.headers().value(index))) {
      return request.headers().value(index);
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low).toString();
  }

  /** Fifteen characters of 90 random bits, and the sign that ids of AWS end with. */
  private static String token() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    byte[] text = new byte[TOKEN_LENGTH];
    text[TOKEN_LENGTH - 1] = '=';
    fill(text, 0, 10, random.nextLong());
    fill(text, 10, TOKEN_LENGTH - 1, random.nextLong());
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void fill(byte[] text, int from, int to, long random) {
    long bits = random;
    for (int i = from; i < to; i++) {
      text[i] = ALPHABET[(int) bits & 63];
      bits >>>= 6;
    }
  }

  static boolean isUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(i);
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? c != '-' : !hex(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
