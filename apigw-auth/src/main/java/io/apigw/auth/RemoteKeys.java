package io.apigw.auth;

import io.apigw.api.engine.EngineContext;
import io.apigw.api.shared.Expect;
import io.apigw.auth.fetch.Checked;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer, fetched when they are needed and kept. There is one fetch at a time. It is begun by the first
 * token at all; by one whose key is unknown, unless a fetch has just been; and by any once the keys are of some age, while
 * the old ones go on being used until they are too old.
 *
 * <p>A token waits for a fetch only if it has no key otherwise, and beside the keys that are there already only with those
 * that ask for the same unknown key: a flood of invented key ids is refused at once.
 */
final class RemoteKeys implements Keys {

  private static final Logger LOG = System.getLogger(RemoteKeys.class.getName());

  private static final int MAX_WAITING = 1000;
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);
  static final String UNKNOWN = "the token is signed by an unknown key";

  private final KeyLocation location;
  private final EngineContext context;
  private final CacheSettings settings;

  private volatile @Nullable Fetched current;

  /** Guarded by this. */
  private @Nullable Refresh running;

  /** Guarded by this. */
  private @Nullable Attempt last;

  RemoteKeys(KeyLocation location, EngineContext context, CacheSettings settings) {
    this.location = location;
    this.context = context;
    this.settings = settings;
  }

  @Override
  public CompletionStage<Checked<VerificationKey>> find(String id) {
    long now = context.clock().nanos();
    Fetched keys = usable(now);
    Optional<VerificationKey> key = keys == null ? Optional.empty() : keys.set.find(id);
    if (key.isEmpty()) {
      return fetched(id, keys != null, now);
    }
    if (keys != null && keys.age(now) >= settings.keyRefresh().toNanos()) {
      refresh(now);
    }
    return CompletableFuture.completedFuture(Checked.good(key.get()));
  }

  @Override
  public Duration usableFor() {
    Fetched keys = current;
    long age = keys == null ? Long.MAX_VALUE : keys.age(context.clock().nanos());
    return Duration.ofNanos(Math.max(0, settings.keyMaximumAge().toNanos() - age));
  }

  private @Nullable Fetched usable(long now) {
    Fetched keys = current;
    return keys != null && keys.age(now) < settings.keyMaximumAge().toNanos() ? keys : null;
  }

  private CompletionStage<Checked<VerificationKey>> fetched(
      String id, boolean otherKeys, long now) {
    Refresh joined;
    boolean begun = false;
    synchronized (this) {
      joined = running;
      if (joined == null) {
        Attempt before = last;
        if (before != null
            && (before.failedJustNow(now, settings)
                || (otherKeys && before.succeededJustNow(now, settings)))) {
          return CompletableFuture.completedFuture(refusal(id, otherKeys ? "" : before.failure));
        }
        joined = begin(id);
        begun = true;
      } else if (!joined.admits(id, otherKeys)) {
        return CompletableFuture.completedFuture(
            refusal(id, otherKeys ? "" : KeyLocation.JWKS_FAILED));
      }
      joined.waiting++;
    }
    if (begun) {
      run(joined);
    }
    return joined.done.thenApply(
        result -> result.then(set -> set.find(id).map(Checked::good).orElse(refusal(id, ""))));
  }

  private void refresh(long now) {
    Refresh begun;
    synchronized (this) {
      Attempt before = last;
      if (running != null || (before != null && before.failedJustNow(now, settings))) {
        return;
      }
      begun = begin("");
    }
    run(begun);
  }

  /** Called under the lock. */
  private Refresh begin(String id) {
    Refresh refresh = new Refresh(id);
    running = refresh;
    return refresh;
  }

  private void run(Refresh refresh) {
    var unused = CompletableFuture.completedStage(context)
        .thenCompose(location::fetch)
        .exceptionally(fault -> Checked.bad(KeyLocation.JWKS_FAILED, fault.toString()))
        .thenAccept(result -> {
          ended(result);
          refresh.done.complete(result);
        });
  }

  private void ended(Checked<KeySet> result) {
    long now = context.clock().nanos();
    String failure = result.match(
        set -> {
          current = new Fetched(set, now);
          return "";
        },
        Checked.Bad::reason);
    boolean again;
    synchronized (this) {
      Attempt before = last;
      again = before != null && before.failure.equals(failure);
      running = null;
      last = new Attempt(now, failure);
    }
    result.match(set -> false, bad -> log(bad, again ? Level.DEBUG : Level.WARNING));
  }

  /** An outage is a warning once and not with each attempt. */
  private boolean log(Checked.Bad<KeySet> bad, Level level) {
    LOG.log(level, "keys of {0}: {1} ({2})", location.issuer(), bad.reason(), bad.detail());
    return true;
  }

  private static Checked<VerificationKey> refusal(String id, String failure) {
    return failure.isEmpty()
        ? Checked.bad(UNKNOWN, Expect.message("the id of a key", id))
        : Checked.bad(failure);
  }

  /** Keys, and when they came. */
  private record Fetched(KeySet set, long nanos) {
    long age(long now) {
      return now - nanos;
    }
  }

  /** When a fetch ended, and why it failed; empty if it did not. */
  private record Attempt(long nanos, String failure) {
    boolean succeededJustNow(long now, CacheSettings settings) {
      return failure.isEmpty() && now - nanos < settings.unknownKeyPause().toNanos();
    }

    boolean failedJustNow(long now, CacheSettings settings) {
      long pause =
          Math.min(PAUSE_AFTER_FAILURE.toNanos(), settings.unknownKeyPause().toNanos());
      return !failure.isEmpty() && now - nanos < pause;
    }
  }

  /** A fetch under way. */
  private static final class Refresh {

    private final CompletableFuture<Checked<KeySet>> done = new CompletableFuture<>();
    private String id;
    private int waiting;

    private Refresh(String id) {
      this.id = id;
    }

    /** Whether a token may wait too. A refresh that nobody waits for yet is as good as one for its key. */
    private boolean admits(String wanted, boolean otherKeys) {
      if (id.isEmpty()) {
        id = wanted;
      }
      return waiting < MAX_WAITING && (!otherKeys || id.equals(wanted));
    }
  }
}
