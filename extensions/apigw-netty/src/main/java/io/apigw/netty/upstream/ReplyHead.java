package io.apigw.netty.upstream;

import io.apigw.api.Headers;
import io.apigw.netty.lane.FieldList;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;

/** The head of a reply, read once; refused where nobody can tell where such a message ends (RFC 9112 §6.3). */
final class ReplyHead {

  private static final int FIELD_CEILING = 1000;

  private final int status;
  private final boolean http10;
  private final Headers headers;

  private long length = -1;
  private boolean chunked;
  private boolean close;
  private boolean keepAlive;
  private long keptSeconds = Long.MAX_VALUE;

  private ReplyHead(HttpResponse response) {
    status = response.status().code();
    http10 = HttpVersion.HTTP_1_0.equals(response.protocolVersion());
    if (!http10 && !HttpVersion.HTTP_1_1.equals(response.protocolVersion())) {
      throw new IllegalArgumentException("version: expected HTTP/1.0 or HTTP/1.1 but was "
          + response.protocolVersion().text());
    }
    if (response.headers().size() > FIELD_CEILING) {
      throw new IllegalArgumentException("headers: expected at most " + FIELD_CEILING
          + " lines but was " + response.headers().size());
    }
    headers = read(response);
    if (chunked && (http10 || length >= 0)) {
      throw new IllegalArgumentException("Transfer-Encoding: expected it in HTTP/1.1 and alone");
    }
  }

  /**
   * Reads a head.
   *
   * @throws IllegalArgumentException when it is malformed
   */
  static ReplyHead of(HttpResponse response) {
    return new ReplyHead(response);
  }

  /** Whether another head follows for the same request. */
  static boolean interim(HttpResponse response) {
    int code = response.status().code();
    return code >= 100 && code < 200 && code != 101;
  }

  int status() {
    return status;
  }

  Headers headers() {
    return headers;
  }

  /** The length of the body; -1 when it is unknown. */
  long length() {
    return length;
  }

  /** Whether the body's end is that of the connection. */
  boolean untilClose() {
    return length < 0 && !chunked;
  }

  /** Whether the back end would take another request. */
  boolean keepAlive() {
    return !close && (!http10 || keepAlive) && keptSeconds > 0;
  }

  /** For how long the back end would keep the connection, as far as it says. */
  long keptSeconds() {
    return keptSeconds;
  }

  private Headers read(HttpResponse response) {
    String[] fields = FieldList.of(response.headers()).fields();
    for (int i = 0; i < fields.length; i += 2) {
      readField(fields[i], fields[i + 1]);
    }
    return Headers.of(fields);
  }

  private void readField(String name, String value) {
    switch (name.length()) {
      case 10 -> {
        if (name.equalsIgnoreCase("connection")) {
          readConnection(value);
        } else if (name.equalsIgnoreCase("keep-alive")) {
          readKeepAlive(value);
        }
      }
      case 14 -> {
        if (name.equalsIgnoreCase("content-length")) {
          readLength(value);
        }
      }
      case 17 -> {
        if (name.equalsIgnoreCase("transfer-encoding")) {
          readTransferEncoding(value);
        }
      }
      default -> {}
    }
  }

  private void readConnection(String value) {
    if (value.equalsIgnoreCase("keep-alive")) {
      keepAlive = true;
      return;
    }
    for (String token : value.split(",", -1)) {
      close |= token.strip().equalsIgnoreCase("close");
      keepAlive |= token.strip().equalsIgnoreCase("keep-alive");
    }
  }

  private void readKeepAlive(String value) {
    for (String part : value.toLowerCase(Locale.ROOT).split(",", -1)) {
      String parameter = part.strip();
      if (parameter.startsWith("timeout=") && parameter.length() <= 8 + 9) {
        String seconds = parameter.substring(8);
        if (digits(seconds)) {
          keptSeconds = Long.parseLong(seconds);
        }
      }
    }
  }

  private void readLength(String value) {
    if (length >= 0 || value.length() > 18 || !digits(value)) {
      throw new IllegalArgumentException("Content-Length: expected one number but was " + value);
    }
    length = Long.parseLong(value);
  }

  private void readTransferEncoding(String value) {
    if (chunked || !value.equalsIgnoreCase("chunked")) {
      throw new IllegalArgumentException("Transfer-Encoding: expected chunked but was " + value);
    }
    chunked = true;
  }

  private static boolean digits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
