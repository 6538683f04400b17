package io.apigw.api;

/** Text that is not the JSON it was expected to be. The message names the place and never quotes the text. */
public final class JsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what was expected and where
   */
  public JsonException(String message) {
    super(message);
  }

  /**
   * Makes the exception with the engine's own as cause.
   *
   * @param message what was expected and where
   * @param cause the engine's exception
   */
  public JsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
