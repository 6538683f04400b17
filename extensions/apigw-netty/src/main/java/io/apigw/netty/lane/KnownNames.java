package io.apigw.netty.lane;

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Names of header fields that come again and again, found by their bytes in exactly this casing: neither a copy nor a text
 * is made of them.
 */
public final class KnownNames {

  private static final int SLOTS = 512;
  private static final AsciiString[] TABLE = new AsciiString[SLOTS];

  static {
    String[] names = {
      "Accept",
      "Accept-Charset",
      "Accept-Encoding",
      "Accept-Language",
      "Accept-Ranges",
      "Access-Control-Allow-Credentials",
      "Access-Control-Allow-Headers",
      "Access-Control-Allow-Methods",
      "Access-Control-Allow-Origin",
      "Access-Control-Expose-Headers",
      "Access-Control-Max-Age",
      "Access-Control-Request-Headers",
      "Access-Control-Request-Method",
      "Age",
      "Allow",
      "Authorization",
      "Cache-Control",
      "Connection",
      "Content-Disposition",
      "Content-Encoding",
      "Content-Language",
      "Content-Length",
      "Content-Range",
      "Content-Security-Policy",
      "Content-Type",
      "Cookie",
      "Date",
      "ETag",
      "Expect",
      "Expires",
      "Forwarded",
      "Host",
      "If-Match",
      "If-Modified-Since",
      "If-None-Match",
      "If-Range",
      "If-Unmodified-Since",
      "Keep-Alive",
      "Last-Modified",
      "Link",
      "Location",
      "Origin",
      "Pragma",
      "Range",
      "Referer",
      "Retry-After",
      "Sec-Fetch-Dest",
      "Sec-Fetch-Mode",
      "Sec-Fetch-Site",
      "Server",
      "Set-Cookie",
      "Strict-Transport-Security",
      "TE",
      "Transfer-Encoding",
      "Upgrade",
      "User-Agent",
      "Vary",
      "Via",
      "WWW-Authenticate",
      "X-Amzn-Trace-Id",
      "X-Api-Key",
      "X-Content-Type-Options",
      "X-Forwarded-For",
      "X-Forwarded-Host",
      "X-Forwarded-Port",
      "X-Forwarded-Proto",
      "X-Frame-Options",
      "X-Powered-By",
      "X-Real-IP",
      "X-Request-ID",
      "X-Request-Id",
      "X-Requested-With"
    };
    for (String name : names) {
      put(name);
      put(AsciiString.of(name).toLowerCase().toString());
    }
  }

  private KnownNames() {}

  /** Returns the name that stands at a place of an array; null when it is not one of these. */
  public static @Nullable AsciiString find(byte[] bytes, int start, int length) {
    if (length == 0) {
      return null;
    }
    int slot = slot(bytes, start, length);
    AsciiString known = TABLE[slot];
    while (known != null) {
      if (same(known, bytes, start, length)) {
        return known;
      }
      slot = slot + 1 & SLOTS - 1;
      known = TABLE[slot];
    }
    return null;
  }

  private static void put(String name) {
    AsciiString known = AsciiString.cached(name);
    int slot = slot(known.array(), known.arrayOffset(), known.length());
    while (TABLE[slot] != null && !TABLE[slot].contentEquals(known)) {
      slot = slot + 1 & SLOTS - 1;
    }
    TABLE[slot] = known;
  }

  private static int slot(byte[] bytes, int start, int length) {
    int hash = bytes[start]
        + 31 * bytes[start + length / 2]
        + 961 * bytes[start + length - 1]
        + 7 * length;
    return (hash ^ hash >>> 9) & SLOTS - 1;
  }

  private static boolean same(AsciiString known, byte[] bytes, int start, int length) {
    if (known.length() != length) {
      return false;
    }
    byte[] name = known.array();
    int offset = known.arrayOffset();
    for (int i = 0; i < length; i++) {
      if (name[offset + i] != bytes[start + i]) {
        return false;
      }
    }
    return true;
  }
}
