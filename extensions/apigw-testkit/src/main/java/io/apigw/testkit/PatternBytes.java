package io.apigw.testkit;

/**
 * Bytes that tell their place: a piece that is lost, doubled or moved is noticed, however large the whole is, and nobody
 * has to keep it.
 */
public final class PatternBytes {

  private PatternBytes() {}

  /**
   * Returns a part of the pattern.
   *
   * @param position where it begins
   * @param length its number of bytes
   * @return the bytes
   */
  public static byte[] from(long position, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = at(position + i);
    }
    return bytes;
  }

  private static byte at(long position) {
    return (byte) (position * 31 + (position >>> 8) * 7 + (position >>> 17) * 13);
  }

  /** Checks that what arrives is the pattern, from its beginning. Not thread-safe. */
  public static final class Check {

    private volatile long position;

    /** Waits for the first byte. */
    public Check() {}

    /**
     * Takes the next bytes.
     *
     * @param bytes where they are
     * @param offset where they begin
     * @param length their number
     * @return this
     * @throws AssertionError when one of them is wrong
     */
    public Check take(byte[] bytes, int offset, int length) {
      long start = position;
      for (int i = 0; i < length; i++) {
        if (bytes[offset + i] != at(start + i)) {
          throw new AssertionError("byte " + (start + i) + ": expected " + at(start + i)
              + " but was " + bytes[offset + i]);
        }
      }
      position = start + length;
      return this;
    }

    /**
     * Takes the next bytes.
     *
     * @param bytes all of these
     * @return this
     * @throws AssertionError when one of them is wrong
     */
    public Check take(byte[] bytes) {
      return take(bytes, 0, bytes.length);
    }

    /**
     * Returns how many bytes have been right so far.
     *
     * @return the number; may be asked on any thread
     */
    public long position() {
      return position;
    }
  }
}
