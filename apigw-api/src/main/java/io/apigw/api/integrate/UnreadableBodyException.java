package io.apigw.api.integrate;

/**
 * A function asked for the body as a class or as JSON, and the client has sent something else. Left uncaught, the
 * client gets 400 {@code Invalid request body}.
 */
public final class UnreadableBodyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what was expected and where; goes to the log
   * @param cause the engine's exception
   */
  public UnreadableBodyException(String message, Throwable cause) {
    super(message, cause);
  }
}
