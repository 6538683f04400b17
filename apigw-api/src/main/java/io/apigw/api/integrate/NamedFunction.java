package io.apigw.api.integrate;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Code in a definition: a function under the name that stands for it wherever the definition is compared, stored or
 * exported. Two handles of one name are equal whatever they run; a deploy always runs the one it is given.
 */
public final class NamedFunction {

  private final String name;
  private final boolean generated;
  private final Target target;

  private NamedFunction(String name, boolean generated, Target target) {
    this.name = Objects.requireNonNull(name, "name");
    this.generated = generated;
    this.target = target;
  }

  /** Returns a function that runs on the request's thread and must not block. */
  public static NamedFunction of(String name, HttpFunction function) {
    return new NamedFunction(
        name, false, new OnRequestThread(Objects.requireNonNull(function, "function")));
  }

  /** Returns a function that runs on an executor and may block; the executor stays the caller's to close. */
  public static NamedFunction of(String name, Executor executor, HttpFunction function) {
    Objects.requireNonNull(executor, "executor");
    return new NamedFunction(
        name, false, new OnExecutor(executor, Objects.requireNonNull(function, "function")));
  }

  /** Returns a function that answers later. */
  public static NamedFunction async(String name, AsyncHttpFunction function) {
    return new NamedFunction(name, false, new Async(Objects.requireNonNull(function, "function")));
  }

  /** Returns a name that is bound to a function when the gateway is built. */
  public static NamedFunction named(String name) {
    return new NamedFunction(name, false, new Unbound());
  }

  /** Returns this function under a name that was made up from its place, so that it needs to be nobody's else. */
  public NamedFunction generated(String placeName) {
    return new NamedFunction(placeName, true, target);
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns whether the name was made up from API and route key rather than given. */
  public boolean generated() {
    return generated;
  }

  /** Returns whether there is code behind the name. */
  public boolean bound() {
    return !(target instanceof Unbound);
  }

  /** Returns whether both handles run the very same object. */
  public boolean runsSameAs(NamedFunction other) {
    return target.equals(other.target);
  }

  /**
   * Returns what the handle stands for, by its kind.
   *
   * @param onRequestThread for a function of the request's thread
   * @param onExecutor for one that may block
   * @param async for one that answers later
   * @param unbound for a name without code
   * @param <R> the result
   */
  public <R> R match(
      Function<? super HttpFunction, ? extends R> onRequestThread,
      BiFunction<? super Executor, ? super HttpFunction, ? extends R> onExecutor,
      Function<? super AsyncHttpFunction, ? extends R> async,
      Supplier<? extends R> unbound) {
    return target.match(onRequestThread, onExecutor, async, unbound);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamedFunction that && that.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "NamedFunction[" + name + "]";
  }

  private sealed interface Target {
    <R> R match(
        Function<? super HttpFunction, ? extends R> onRequestThread,
        BiFunction<? super Executor, ? super HttpFunction, ? extends R> onExecutor,
        Function<? super AsyncHttpFunction, ? extends R> async,
        Supplier<? extends R> unbound);
  }

  private record OnRequestThread(HttpFunction function) implements Target {
    @Override
    public <R> R match(
        Function<? super HttpFunction, ? extends R> onRequestThread,
        BiFunction<? super Executor, ? super HttpFunction, ? extends R> onExecutor,
        Function<? super AsyncHttpFunction, ? extends R> async,
        Supplier<? extends R> unbound) {
      return onRequestThread.apply(function);
    }
  }

  private record OnExecutor(Executor executor, HttpFunction function) implements Target {
    @Override
    public <R> R match(
        Function<? super HttpFunction, ? extends R> onRequestThread,
        BiFunction<? super Executor, ? super HttpFunction, ? extends R> onExecutor,
        Function<? super AsyncHttpFunction, ? extends R> async,
        Supplier<? extends R> unbound) {
      return onExecutor.apply(executor, function);
    }
  }

  private record Async(AsyncHttpFunction function) implements Target {
    @Override
    public <R> R match(
        Function<? super HttpFunction, ? extends R> onRequestThread,
        BiFunction<? super Executor, ? super HttpFunction, ? extends R> onExecutor,
        Function<? super AsyncHttpFunction, ? extends R> async,
        Supplier<? extends R> unbound) {
      return async.apply(function);
    }
  }

  private record Unbound() implements Target {
    @Override
    public <R> R match(
        Function<? super HttpFunction, ? extends R> onRequestThread,
        BiFunction<? super Executor, ? super HttpFunction, ? extends R> onExecutor,
        Function<? super AsyncHttpFunction, ? extends R> async,
        Supplier<? extends R> unbound) {
      return unbound.get();
    }
  }
}
