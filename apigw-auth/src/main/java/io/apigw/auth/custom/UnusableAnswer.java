package io.apigw.auth.custom;

/** What an authorizer of the host's answered can be no decision: a fault of theirs. */
final class UnusableAnswer extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnusableAnswer(String message) {
    super(message);
  }
}
