package io.apigw.testkit.wire;

import io.apigw.api.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One exchange of a connection; the next begins when this one has been read to its end. */
final class Http1Exchange implements ClientExchange {

  private static final int UNTIL_CLOSED = -1;
  private static final int CHUNKED = -2;

  private final RawConnection connection;
  private final boolean toHead;
  private final boolean chunks;
  private @Nullable RawAnswer head;
  private boolean finished;

  /** Bytes that are left of the body, or of the chunk; negative before the first chunk or without a length. */
  private long left;

  private boolean chunked;
  private boolean over;

  Http1Exchange(RawConnection connection, boolean toHead, boolean chunks) {
    this.connection = connection;
    this.toHead = toHead;
    this.chunks = chunks;
  }

  @Override
  public ClientExchange write(byte[] piece) throws IOException {
    if (piece.length == 0) {
      return this; // a chunk of nothing would be the last one
    }
    if (chunks) {
      connection.send(Integer.toHexString(piece.length) + "\r\n");
      connection.send(piece);
      connection.send("\r\n");
    } else {
      connection.send(piece);
    }
    return this;
  }

  @Override
  public ClientExchange finish() throws IOException {
    if (chunks && !finished) {
      finished = true;
      connection.send("0\r\n\r\n");
    }
    return this;
  }

  @Override
  public int status() throws IOException {
    return head().status();
  }

  @Override
  public Headers headers() throws IOException {
    Headers.Builder headers = Headers.builder();
    head().lines().stream().skip(1).forEach(line -> {
      int colon = line.indexOf(':');
      headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
    });
    return headers.build();
  }

  @Override
  public byte[] read() throws IOException {
    var unused = head();
    if (over) {
      return new byte[0];
    }
    if (chunked && left <= 0) {
      nextChunk();
      return read();
    }
    byte[] buffer = new byte[16 * 1024];
    int most = left < 0 ? buffer.length : (int) Math.min(left, buffer.length);
    int count = connection.in().read(buffer, 0, most);
    if (count < 0) {
      if (left == UNTIL_CLOSED) {
        over = true;
        return new byte[0];
      }
      throw new IOException("closed with " + left + " bytes to come");
    }
    if (left > 0) {
      left -= count;
      over = left == 0 && !chunked;
    }
    return Arrays.copyOf(buffer, count);
  }

  @Override
  public void abandon() throws IOException {
    connection.reset();
  }

  private void nextChunk() throws IOException {
    InputStream in = connection.in();
    if (left == 0) {
      WireText.endOfChunk(in);
    }
    int size = WireText.chunkSize(in);
    left = size;
    if (size == 0) {
      over = true;
      var trailer = WireText.head(in);
      if (!trailer.isEmpty()) {
        throw new IOException("expected no trailer but was " + trailer);
      }
    }
  }

  private RawAnswer head() throws IOException {
    RawAnswer known = head;
    if (known != null) {
      return known;
    }
    RawAnswer read = connection.head();
    while (read.status() < 200) {
      read = connection.head();
    }
    String length = read.field("content-length");
    chunked = read.field("transfer-encoding").equalsIgnoreCase("chunked");
    if (chunked && !length.isEmpty()) {
      throw new IOException("expected one framing but was " + read);
    }
    left = chunked ? CHUNKED : length.isEmpty() ? UNTIL_CLOSED : Long.parseLong(length);
    over = toHead || read.status() == 204 || read.status() == 304 || left == 0;
    head = read;
    return read;
  }
}
