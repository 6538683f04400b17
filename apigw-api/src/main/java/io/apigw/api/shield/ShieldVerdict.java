package io.apigw.api.shield;

import io.apigw.api.Response;
import java.util.Objects;
import java.util.Optional;

/** What a shield makes of a request. Immutable. */
public final class ShieldVerdict {

  private static final ShieldVerdict PASS = new ShieldVerdict(true, Optional.empty());
  private static final ShieldVerdict BLOCK = new ShieldVerdict(false, Optional.empty());

  private final boolean passed;
  private final Optional<Response> answer;

  private ShieldVerdict(boolean passed, Optional<Response> answer) {
    this.passed = passed;
    this.answer = answer;
  }

  /** Lets the request go on; always the same verdict. */
  public static ShieldVerdict pass() {
    return PASS;
  }

  /** Blocks the request: 403, {@code Forbidden}; always the same verdict. */
  public static ShieldVerdict block() {
    return BLOCK;
  }

  /** Blocks the request with a response of the shield's own. */
  public static ShieldVerdict answer(Response response) {
    return new ShieldVerdict(false, Optional.of(response));
  }

  /** Returns whether the request goes on. */
  public boolean passed() {
    return passed;
  }

  /** Returns the shield's own response, if it has one. */
  public Optional<Response> answer() {
    return answer;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShieldVerdict that
        && passed == that.passed
        && answer.equals(that.answer);
  }

  @Override
  public int hashCode() {
    return Objects.hash(passed, answer);
  }

  @Override
  public String toString() {
    return passed
        ? "pass"
        : answer.map(response -> "answer " + response.status()).orElse("block");
  }
}
