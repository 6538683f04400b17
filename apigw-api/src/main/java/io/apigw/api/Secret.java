package io.apigw.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A text that must not show up in logs, messages or exports, such as an API key's value or a client secret. It prints
 * as {@code ***} and is compared in constant time.
 */
public final class Secret {

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /**
   * Holds a secret text.
   *
   * @param text the secret, not empty
   * @return the secret
   * @throws IllegalArgumentException if the text is empty: an empty secret matches an absent one
   */
  public static Secret of(String text) {
    if (Objects.requireNonNull(text, "text").isEmpty()) {
      throw new IllegalArgumentException("expected a secret but was empty");
    }
    return new Secret(text);
  }

  /**
   * Whether a text is this secret; takes the same time wherever the two differ.
   *
   * @param candidate what a client sent
   * @return true if it is the same text
   */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(utf8(text), utf8(Objects.requireNonNull(candidate, "candidate")));
  }

  /**
   * The secret text itself. Whoever asks must neither log nor keep it.
   *
   * @return the text
   */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && matches(secret.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
