package io.apigw.auth;

/**
 * A token as a cache knows it: the end of the text it came in, without a copy. The hash is taken from the last characters
 * only, which are the signature's and as good as random; equal are two tokens only if every character is.
 */
final class TokenKey {

  private static final int HASHED = 16;

  private final String text;
  private final int from;
  private final int hash;

  TokenKey(String text, int from) {
    this.text = text;
    this.from = from;
    int tail = 0;
    for (int i = Math.max(from, text.length() - HASHED); i < text.length(); i++) {
      tail = 31 * tail + text.charAt(i);
    }
    this.hash = tail;
  }

  int length() {
    return text.length() - from;
  }

  String token() {
    return text.substring(from);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof TokenKey that) || that.length() != length()) {
      return false;
    }
    return from == that.from
        ? text.equals(that.text) // compares many characters at a time
        : text.regionMatches(from, that.text, that.from, length());
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "***";
  }
}
