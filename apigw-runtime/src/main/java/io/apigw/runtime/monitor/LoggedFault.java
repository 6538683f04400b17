package io.apigw.runtime.monitor;

import org.jspecify.annotations.Nullable;

/**
 * A copy of an exception that is safe to log: the same types and stack traces, messages on one line and without
 * secrets.
 */
final class LoggedFault extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MOST_CAUSES = 8;

  private final String type;

  private LoggedFault(Throwable original, int causesLeft) {
    super(message(original), cause(original, causesLeft), false, true);
    this.type = original.getClass().getName();
    setStackTrace(original.getStackTrace());
  }

  static LoggedFault of(Throwable original) {
    return new LoggedFault(original, MOST_CAUSES);
  }

  /** Returns type and message as the original has them. */
  @Override
  @SuppressWarnings(
      "OverrideThrowableToString") // it stands for the original, whose type is another
  public String toString() {
    String message = getMessage();
    return message == null ? type : type + ": " + message;
  }

  private static @Nullable String message(Throwable original) {
    String message;
    try {
      message = original.getMessage();
    } catch (RuntimeException brokenGetter) {
      message = "(its getMessage() threw " + brokenGetter.getClass().getName() + ")";
    }
    return message == null ? null : LogText.plain(Masked.text(message));
  }

  private static @Nullable Throwable cause(Throwable original, int causesLeft) {
    Throwable cause = original.getCause();
    return cause == null || causesLeft == 0 ? null : new LoggedFault(cause, causesLeft - 1);
  }
}
