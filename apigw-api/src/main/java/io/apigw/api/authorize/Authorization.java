package io.apigw.api.authorize;

import io.apigw.api.Principal;
import io.apigw.api.respond.Rejection;
import java.util.Objects;
import java.util.function.Function;

/** What an authorizer decided: who is calling, or why the call is refused. */
public sealed interface Authorization {

  /** Returns what one of the two functions makes of this decision. */
  <R> R match(
      Function<? super Allowed, ? extends R> onAllowed,
      Function<? super Denied, ? extends R> onDenied);

  /**
   * The call may go on.
   *
   * @param principal who is calling
   */
  record Allowed(Principal principal) implements Authorization {

    /** Checks that the principal is there. */
    public Allowed {
      Objects.requireNonNull(principal, "principal");
    }

    @Override
    public <R> R match(
        Function<? super Allowed, ? extends R> onAllowed,
        Function<? super Denied, ? extends R> onDenied) {
      return onAllowed.apply(this);
    }
  }

  /**
   * The call is refused.
   *
   * @param rejection why, with the headers the client gets
   */
  record Denied(Rejection rejection) implements Authorization {

    /** Checks that the rejection is there. */
    public Denied {
      Objects.requireNonNull(rejection, "rejection");
    }

    @Override
    public <R> R match(
        Function<? super Allowed, ? extends R> onAllowed,
        Function<? super Denied, ? extends R> onDenied) {
      return onDenied.apply(this);
    }
  }
}
