package io.apigw.auth.custom;

import io.apigw.api.GatewayClock;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.shared.Stages;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks an authorizer of the host's, unless a call lacks what it must have, or an answer for such a call is still good.
 * Refusals as of an unknown caller and faults are not remembered.
 */
final class ReadyCustomAuthorizer implements ReadyAuthorizer {

  /** What a gateway waits for an authorizer; who answers later is not heard. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  private static final CompletionStage<Authorization> NO_IDENTITY =
      CompletableFuture.completedFuture(Refusals.NO_IDENTITY);

  private final IdentitySources sources;
  private final AnswerSource answers;
  private final Verdicts verdicts;
  private final KeptVerdicts kept;
  private final GatewayClock clock;

  ReadyCustomAuthorizer(
      IdentitySources sources,
      AnswerSource answers,
      Verdicts verdicts,
      KeptVerdicts kept,
      GatewayClock clock) {
    this.sources = sources;
    this.answers = answers;
    this.verdicts = verdicts;
    this.kept = kept;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Authorization> authorize(AuthorizerCall call) {
    Optional<Identity> identity = sources.read(call);
    if (identity.isEmpty()) {
      return NO_IDENTITY;
    }
    Verdict known = kept.find(identity.get());
    return known == null ? ask(call, identity.get()) : known.on(call, clock);
  }

  /** On the request's own thread, when the answer comes later. */
  private CompletionStage<Authorization> ask(AuthorizerCall call, Identity identity) {
    long askedNanos = clock.nanos();
    CompletionStage<Verdict> verdict = answer(call, identity)
        .handle(ReadyCustomAuthorizer::heard)
        .thenApply(answer -> keep(identity, verdicts.of(answer, call.kind()), askedNanos));
    return Stages.stateOf(verdict) == Stages.State.PENDING
        ? verdict.thenComposeAsync(later -> later.on(call, clock), call.executor())
        : verdict.thenCompose(now -> now.on(call, clock));
  }

  private CompletionStage<Answer> answer(AuthorizerCall call, Identity identity) {
    try {
      CompletionStage<Answer> answer = answers.ask(call, identity);
      return answer == null
          ? CompletableFuture.failedFuture(new UnusableAnswer("expected a stage but was null"))
          : answer;
    } catch (Exception fault) {
      return CompletableFuture.failedFuture(fault);
    }
  }

  private static Answer heard(@Nullable Answer answer, @Nullable Throwable fault) {
    if (fault == null) {
      return Objects.requireNonNull(answer, "answer");
    }
    Throwable cause = Stages.causeOf(fault);
    if (AnswerReader.isUnauthorized(cause)) {
      return Answer.UNAUTHORIZED;
    }
    throw new CompletionException(cause);
  }

  private Verdict keep(Identity identity, Verdict verdict, long askedNanos) {
    boolean inTime = clock.nanos() - askedNanos < LIMIT.toNanos();
    if (verdict != Verdict.UNAUTHORIZED && inTime && !sources.isEmpty()) {
      kept.keep(identity, verdict, askedNanos);
    }
    return verdict;
  }

  long keptResults() {
    return kept.size();
  }
}
