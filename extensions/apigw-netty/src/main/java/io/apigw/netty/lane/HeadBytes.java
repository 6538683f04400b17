package io.apigw.netty.lane;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;

/**
 * The head of a message as bytes, put together in an array of the thread's own and copied out in one go. Texts must be
 * Latin-1, as names and values of headers are by their type.
 */
public final class HeadBytes {

  private static final FastThreadLocal<HeadBytes> CURRENT = new FastThreadLocal<>() {
    @Override
    protected HeadBytes initialValue() {
      return new HeadBytes();
    }
  };

  /** An array that a long head has made larger is not kept. */
  private static final int KEPT = 8 * 1024;

  private byte[] bytes = new byte[1024];
  private int length;

  private HeadBytes() {}

  /** Begins a head, instead of the one that this thread has begun before. */
  public static HeadBytes begin() {
    HeadBytes head = CURRENT.get();
    head.length = 0;
    return head;
  }

  /** Adds a text. */
  @SuppressWarnings("deprecation") // for Latin-1 it is right, and the one way that copies once
  public HeadBytes text(String latin1) {
    int size = latin1.length();
    reserve(size);
    latin1.getBytes(0, size, bytes, length);
    length += size;
    return this;
  }

  /** Adds bytes. */
  public HeadBytes bytes(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  /** Adds a header line. */
  public HeadBytes field(String name, String value) {
    text(name);
    reserve(2);
    bytes[length++] = ':';
    bytes[length++] = ' ';
    return text(value).line();
  }

  /** Ends a line. */
  public HeadBytes line() {
    reserve(2);
    bytes[length++] = '\r';
    bytes[length++] = '\n';
    return this;
  }

  /**
   * Ends the head.
   *
   * @param more how many bytes there shall be room for behind it
   */
  public ByteBuf end(ByteBufAllocator allocator, int more) {
    ByteBuf buffer = allocator.directBuffer(length + more).writeBytes(bytes, 0, length);
    if (bytes.length > KEPT) {
      bytes = new byte[1024];
    }
    return buffer;
  }

  private void reserve(int size) {
    if (size > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size));
    }
  }
}
