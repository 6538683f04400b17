package io.apigw.api.authorize;

import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * What stands behind the name of a {@link CustomAuthorizer}: code of the host, the address of a remote one, or nothing
 * until the name is bound. Two are equal when they run the very same object.
 */
public sealed interface AuthorizerCode {

  /** Answers with the one case that fits. */
  <R> R match(Cases<R> cases);

  /** Returns whether there is something behind the name. */
  default boolean bound() {
    return true;
  }

  /**
   * One method for each kind of code, for {@link AuthorizerCode#match}.
   *
   * @param <R> the type of the answer
   */
  interface Cases<R> {

    /** A function of the request's thread. */
    R inPlace(AuthorizerFunction function);

    /** A function that may block, on its executor. */
    R blocking(Executor executor, AuthorizerFunction function);

    /** A function that answers later. */
    R later(AsyncAuthorizerFunction function);

    /** A Lambda-shaped function. */
    R event(EventFunction function);

    /** A Lambda-shaped authorizer that takes its event as a POST. */
    R remote(String url);

    /** A name without code. */
    R unbound();
  }

  /**
   * A function of the request's thread.
   *
   * @param function must not block
   */
  record InPlace(AuthorizerFunction function) implements AuthorizerCode {

    /** Checks that it is there. */
    public InPlace {
      Objects.requireNonNull(function, "function");
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.inPlace(function);
    }
  }

  /**
   * A function that may block.
   *
   * @param executor runs it; stays the caller's to close
   * @param function what it runs
   */
  record Blocking(Executor executor, AuthorizerFunction function) implements AuthorizerCode {

    /** Checks that both are there. */
    public Blocking {
      Objects.requireNonNull(executor, "executor");
      Objects.requireNonNull(function, "function");
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.blocking(executor, function);
    }
  }

  /**
   * A function that answers later.
   *
   * @param function must not block
   */
  record Later(AsyncAuthorizerFunction function) implements AuthorizerCode {

    /** Checks that it is there. */
    public Later {
      Objects.requireNonNull(function, "function");
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.later(function);
    }
  }

  /**
   * A Lambda-shaped function.
   *
   * @param function must not block
   */
  record Event(EventFunction function) implements AuthorizerCode {

    /** Checks that it is there. */
    public Event {
      Objects.requireNonNull(function, "function");
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.event(function);
    }
  }

  /**
   * A Lambda-shaped authorizer elsewhere, which gets its event as a POST.
   *
   * @param url an absolute http(s) URL
   */
  record Remote(String url) implements AuthorizerCode {

    /** Checks that it is there. */
    public Remote {
      Objects.requireNonNull(url, "url");
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.remote(url);
    }
  }

  /** A name that is bound when the gateway is built. */
  record Unbound() implements AuthorizerCode {

    @Override
    public boolean bound() {
      return false;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unbound();
    }
  }
}
