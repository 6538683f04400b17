package io.apigw.api.authorize;

import io.apigw.api.Principal;
import io.apigw.api.Secret;
import io.apigw.api.respond.Rejection;
import java.util.Objects;
import java.util.Optional;
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
   * @param policy what the caller may do besides, by policies of their own; empty for none
   * @param usageKey the value of the API key that the caller is counted for, where the authorizer names one
   */
  record Allowed(Principal principal, Optional<AccessPolicy> policy, Optional<Secret> usageKey)
      implements Authorization {

    /** Checks that nothing is null. */
    public Allowed {
      Objects.requireNonNull(principal, "principal");
      Objects.requireNonNull(policy, "policy");
      Objects.requireNonNull(usageKey, "usageKey");
    }

    /** Lets in a caller without policies. */
    public Allowed(Principal principal) {
      this(principal, Optional.empty(), Optional.empty());
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
   * @param otherwise what the call would be if the API's own policy allowed it: where the caller's policies have nothing
   *     to say
   */
  record Denied(Rejection rejection, Optional<Allowed> otherwise) implements Authorization {

    /** Checks that nothing is null. */
    public Denied {
      Objects.requireNonNull(rejection, "rejection");
      Objects.requireNonNull(otherwise, "otherwise");
    }

    /** Refuses whatever the API's own policy says. */
    public Denied(Rejection rejection) {
      this(rejection, Optional.empty());
    }

    @Override
    public <R> R match(
        Function<? super Allowed, ? extends R> onAllowed,
        Function<? super Denied, ? extends R> onDenied) {
      return onDenied.apply(this);
    }
  }
}
