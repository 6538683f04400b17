package io.apigw.auth.fetch;

import java.util.function.Function;

/** Something that came from outside and was checked: good, or why it is not. */
public sealed interface Checked<T> {

  /** What can be used. */
  static <T> Checked<T> good(T value) {
    return new Good<>(value);
  }

  /**
   * What cannot be used.
   *
   * @param reason fixed text that a client may see
   */
  static <T> Checked<T> bad(String reason) {
    return new Bad<>(reason, "");
  }

  /**
   * What cannot be used, with more for the log.
   *
   * @param reason fixed text that a client may see
   * @param detail one line, escaped and cut, that it may not
   */
  static <T> Checked<T> bad(String reason, String detail) {
    return new Bad<>(reason, detail);
  }

  /** Answers with the one case that fits. */
  <R> R match(Function<? super T, ? extends R> onGood, Function<? super Bad<T>, ? extends R> onBad);

  /** Checks on, unless it is bad already. */
  default <R> Checked<R> then(Function<? super T, Checked<R>> check) {
    return match(check, bad -> new Bad<>(bad.reason, bad.detail));
  }

  /**
   * What was found good.
   *
   * @param value what it is
   */
  record Good<T>(T value) implements Checked<T> {
    @Override
    public <R> R match(
        Function<? super T, ? extends R> onGood, Function<? super Bad<T>, ? extends R> onBad) {
      return onGood.apply(value);
    }
  }

  /**
   * Why it was not.
   *
   * @param reason what a client may be told
   * @param detail what only the log may
   */
  record Bad<T>(String reason, String detail) implements Checked<T> {
    @Override
    public <R> R match(
        Function<? super T, ? extends R> onGood, Function<? super Bad<T>, ? extends R> onBad) {
      return onBad.apply(this);
    }
  }
}
