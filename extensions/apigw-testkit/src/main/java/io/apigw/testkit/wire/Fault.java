package io.apigw.testkit.wire;

/**
 * What a {@link FaultyProxy} does to the bytes of one direction.
 *
 * @param kind what happens
 * @param after how many bytes of a connection pass before it does
 * @param amount milliseconds of a delay, bytes per second of a drip; else without meaning
 */
public record Fault(Kind kind, long after, long amount) {

  /** What can happen. */
  public enum Kind {
    /** Nothing. */
    NONE,
    /** Each piece waits. */
    DELAY,
    /** Bytes pass one by one, or a few at a time, at a rate. */
    DRIP,
    /** Nothing passes any more, and nothing closes. */
    STALL,
    /** Both sides are closed in an orderly way. */
    CUT,
    /** Both sides are reset. */
    RESET,
    /** This direction is closed, the other stays. */
    HALF_CLOSE
  }

  private static final Fault NOTHING = new Fault(Kind.NONE, 0, 0);

  /**
   * Lets everything pass.
   *
   * @return the fault that is none
   */
  public static Fault none() {
    return NOTHING;
  }

  /**
   * Lets each piece wait.
   *
   * @param millis how long
   * @return the fault
   */
  public static Fault delay(long millis) {
    return new Fault(Kind.DELAY, 0, millis);
  }

  /**
   * Lets bytes pass at a rate.
   *
   * @param bytesPerSecond 1 and more
   * @return the fault
   */
  public static Fault drip(long bytesPerSecond) {
    return new Fault(Kind.DRIP, 0, bytesPerSecond);
  }

  /**
   * Lets some bytes pass and then none.
   *
   * @param bytes how many
   * @return the fault
   */
  public static Fault stallAfter(long bytes) {
    return new Fault(Kind.STALL, bytes, 0);
  }

  /**
   * Lets some bytes pass and then closes both sides.
   *
   * @param bytes how many
   * @return the fault
   */
  public static Fault cutAfter(long bytes) {
    return new Fault(Kind.CUT, bytes, 0);
  }

  /**
   * Lets some bytes pass and then resets both sides.
   *
   * @param bytes how many
   * @return the fault
   */
  public static Fault resetAfter(long bytes) {
    return new Fault(Kind.RESET, bytes, 0);
  }

  /**
   * Lets some bytes pass and then closes this direction alone.
   *
   * @param bytes how many
   * @return the fault
   */
  public static Fault halfCloseAfter(long bytes) {
    return new Fault(Kind.HALF_CLOSE, bytes, 0);
  }
}
