package io.apigw.runtime.throttle;

import io.apigw.api.ValueReader;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.api.throttle.Limiter;
import io.apigw.api.throttle.Permit;
import io.apigw.runtime.authorize.Authorized;
import io.apigw.runtime.monitor.Faults;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Question;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One limit of a method's chain: asked after those before it have granted, and before those after it. */
final class LimitCheck implements Question<Authorized, Permit, Admitted> {

  /** How long a shared store may take. */
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final Limiter limiter;
  private final Optional<ValueReader> key;
  private final @Nullable LimitCheck before;
  private @Nullable LimitCheck after;

  private LimitCheck(ThrottleStep.Limit limit, @Nullable LimitCheck before) {
    this.limiter = limit.limiter();
    this.key = limit.key();
    this.before = before;
  }

  static LimitCheck chain(List<ThrottleStep.Limit> limits) {
    LimitCheck first = new LimitCheck(limits.get(0), null);
    LimitCheck last = first;
    for (ThrottleStep.Limit limit : limits.subList(1, limits.size())) {
      LimitCheck next = new LimitCheck(limit, last);
      last.after = next;
      last = next;
    }
    return first;
  }

  Outcome<Admitted> take(Authorized authorized) {
    return Outcome.when(authorized, this);
  }

  @Override
  public CompletionStage<Permit> ask(Authorized authorized) {
    return limiter.acquire(keyOf(authorized));
  }

  @Override
  public Outcome<Admitted> use(Authorized authorized, Permit permit) {
    return permit.match(granted -> goOn(authorized), refused -> refuse(authorized));
  }

  @Override
  public Outcome<Admitted> fault(Authorized authorized, Throwable fault) {
    Faults.log(authorized.routed().record(), fault);
    return unavailable(authorized, "limiter failed: " + fault);
  }

  @Override
  public Outcome<Admitted> late(Authorized authorized) {
    return unavailable(authorized, "limiter did not answer in " + LIMIT.toMillis() + " ms");
  }

  @Override
  public Duration limit(Authorized authorized) {
    authorized.routed().record().limiterAsked();
    return LIMIT;
  }

  /** A token that came too late buys nothing, so it goes back like those before it. */
  @Override
  public void unused(Authorized authorized, Permit permit) {
    boolean granted = permit.match(any -> true, refused -> false);
    if (granted) {
      giveBackTo(authorized);
    }
  }

  private Outcome<Admitted> goOn(Authorized authorized) {
    authorized.routed().record().limiterAnswered();
    return after == null ? new Admitted(authorized) : after.take(authorized);
  }

  private Outcome<Admitted> refuse(Authorized authorized) {
    authorized.routed().record().limiterAnswered();
    giveBack(authorized);
    return ThrottleStep.THROTTLED;
  }

  /** Fails closed: a limit that cannot be counted admits nobody. */
  private Outcome<Admitted> unavailable(Authorized authorized, String facts) {
    authorized.routed().record().limiterAnswered();
    giveBack(authorized);
    return Outcome.refused(Rejection.of(GatewayResponseType.SERVICE_UNAVAILABLE).withFacts(facts));
  }

  private void giveBack(Authorized authorized) {
    for (LimitCheck taken = before; taken != null; taken = taken.before) {
      taken.giveBackTo(authorized);
    }
  }

  /** What a limiter throws here must keep no other from getting its token back. */
  private void giveBackTo(Authorized authorized) {
    try {
      limiter.giveBack(keyOf(authorized));
    } catch (Throwable fault) {
      Faults.log(authorized.routed().record(), fault);
    }
  }

  private String keyOf(Authorized authorized) {
    return key.isEmpty() ? "" : key.get().read(authorized.routed()).orElse("");
  }
}
