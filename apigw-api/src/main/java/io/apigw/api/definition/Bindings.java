package io.apigw.api.definition;

import io.apigw.api.Problem;
import io.apigw.api.authorize.AsyncAuthorizerFunction;
import io.apigw.api.authorize.AuthorizerCode;
import io.apigw.api.authorize.AuthorizerFunction;
import io.apigw.api.authorize.EventFunction;
import io.apigw.api.integrate.AsyncHttpFunction;
import io.apigw.api.integrate.HttpFunction;
import io.apigw.api.integrate.NamedFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What the names in definitions stand for: code of the host, found by exact name, by ARN, or by a function of the
 * name. Given to {@code Gateway.builder().bind(…)}. Immutable.
 */
public final class Bindings {

  private final Map<String, NamedFunction> functions;
  private final Map<String, AuthorizerCode> authorizers;
  private final List<Function<? super String, Optional<NamedFunction>>> resolvers;
  private final List<Problem> problems;

  private Bindings(Builder builder) {
    this.functions = Map.copyOf(builder.functions);
    this.authorizers = Map.copyOf(builder.authorizers);
    this.resolvers = List.copyOf(builder.resolvers);
    this.problems = List.copyOf(builder.problems);
  }

  /** Returns a builder without any binding. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the function bound to a name: by the exact name, else by the first resolver that knows it.
   *
   * @param name a function's name or ARN as the definition has it
   */
  public Optional<NamedFunction> function(String name) {
    NamedFunction exact = functions.get(Objects.requireNonNull(name, "name"));
    if (exact != null) {
      return Optional.of(exact);
    }
    return resolvers.stream().flatMap(resolver -> resolver.apply(name).stream()).findFirst();
  }

  /**
   * Returns the code bound to the name of a custom authorizer.
   *
   * @param name an authorizer's name as the definition has it
   */
  public Optional<AuthorizerCode> authorizer(String name) {
    return Optional.ofNullable(authorizers.get(Objects.requireNonNull(name, "name")));
  }

  /** Returns the code of the custom authorizers that are bound, by name. */
  public Map<String, AuthorizerCode> authorizers() {
    return authorizers;
  }

  /** Returns the functions that are bound by exact name. */
  public List<NamedFunction> functions() {
    return List.copyOf(functions.values());
  }

  /** Returns what is wrong with the bindings themselves, with paths such as {@code bindings[addOrder]}. */
  public List<Problem> problems() {
    return problems;
  }

  /** Returns how many names are bound, never what to. */
  @Override
  public String toString() {
    return "Bindings[" + functions.size() + " functions, " + resolvers.size() + " resolvers, "
        + authorizers.size() + " authorizers]";
  }

  /** Collects bindings. Setters refuse null only; a name bound to two objects is a problem. Not thread-safe. */
  public static final class Builder {

    private final Map<String, NamedFunction> functions = new LinkedHashMap<>();
    private final Map<String, AuthorizerCode> authorizers = new LinkedHashMap<>();
    private final List<Function<? super String, Optional<NamedFunction>>> resolvers =
        new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private Builder() {}

    /** Binds a name to a function that runs on the request's thread and must not block. */
    public Builder function(String name, HttpFunction function) {
      return bind(NamedFunction.of(name, function));
    }

    /** Binds a name to a function that runs on an executor and may block; the executor stays the caller's to close. */
    public Builder function(String name, Executor executor, HttpFunction function) {
      return bind(NamedFunction.of(name, executor, function));
    }

    /** Binds a name to a function that answers later. */
    public Builder functionAsync(String name, AsyncHttpFunction function) {
      return bind(NamedFunction.async(name, function));
    }

    /** Binds names that are not known one by one, for example all ARNs of an account; asked when a name is deployed. */
    public Builder functions(Function<? super String, Optional<NamedFunction>> resolver) {
      resolvers.add(Objects.requireNonNull(resolver, "resolver"));
      return this;
    }

    /** Binds the name of a custom authorizer to a function of the request's thread, which must not block. */
    public Builder authorizer(String name, AuthorizerFunction function) {
      return bind(name, new AuthorizerCode.InPlace(function));
    }

    /**
     * Binds the name of a custom authorizer to a function that runs on an executor and may block; the executor stays the
     * caller's to close.
     */
    public Builder authorizer(String name, Executor executor, AuthorizerFunction function) {
      return bind(name, new AuthorizerCode.Blocking(executor, function));
    }

    /** Binds the name of a custom authorizer to a function that decides later. */
    public Builder authorizerAsync(String name, AsyncAuthorizerFunction function) {
      return bind(name, new AuthorizerCode.Later(function));
    }

    /** Binds the name of a custom authorizer to a Lambda-shaped function. */
    public Builder authorizerEvent(String name, EventFunction function) {
      return bind(name, new AuthorizerCode.Event(function));
    }

    /** Returns the bindings; what is wrong with them is said when the gateway is built. */
    public Bindings build() {
      return new Bindings(this);
    }

    private Builder bind(String name, AuthorizerCode code) {
      AuthorizerCode before = authorizers.put(Objects.requireNonNull(name, "name"), code);
      if (before != null && !before.equals(code)) {
        problems.add(new Problem(
            "bindings[" + name + "]",
            "expected one authorizer of this name but was two different ones"));
      }
      return this;
    }

    private Builder bind(NamedFunction function) {
      NamedFunction before = functions.put(function.name(), function);
      if (before != null && !before.runsSameAs(function)) {
        problems.add(new Problem(
            "bindings[" + function.name() + "]",
            "expected one function of this name but was two different ones"));
      }
      return this;
    }
  }
}
