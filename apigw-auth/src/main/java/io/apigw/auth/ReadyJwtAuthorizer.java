package io.apigw.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.apigw.api.GatewayClock;
import io.apigw.api.ValueExpression;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import io.apigw.api.authorize.JwtAlgorithm;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.shared.Stages;
import io.apigw.auth.fetch.Checked;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Verifies tokens of one definition, of a JWT authorizer or a user pool's. In this order: one token, its form, its header, a key of the issuer, the signature,
 * and only then the claims. What was found good is kept, so that the same token costs a look-up the next time.
 */
final class ReadyJwtAuthorizer implements ReadyAuthorizer {

  private static final int WEIGHT_UNIT = 1024;

  private final TokenSource source;
  private final Set<JwtAlgorithm> algorithms;
  private final Issuers issuers;
  private final TokenRefusals refusals;
  private final GatewayClock clock;
  private final Duration tokenTtl;
  private final Cache<TokenKey, VerifiedToken> verified;

  ReadyJwtAuthorizer(
      ValueExpression source,
      Set<JwtAlgorithm> algorithms,
      Issuers issuers,
      TokenRefusals refusals,
      GatewayClock clock,
      CacheSettings settings) {
    this.source = TokenSource.of(source);
    this.algorithms = algorithms;
    this.issuers = issuers;
    this.refusals = refusals;
    this.clock = clock;
    this.tokenTtl = settings.tokenTtl();
    this.verified = Caffeine.newBuilder()
        .maximumWeight(settings.maximumTokens())
        .weigher((TokenKey key, VerifiedToken token) -> 1 + key.length() / WEIGHT_UNIT)
        .expireAfterWrite(tokenTtl)
        .ticker(clock::nanos)
        .executor(Runnable::run) // no thread of the common pool outlives the gateway
        .build();
  }

  @Override
  public CompletionStage<Authorization> authorize(AuthorizerCall call) {
    if (source.ambiguous(call.request())) {
      return refusals.invalidToken(call, "the request has more than one token", "");
    }
    String value = source.read(call.request());
    int start = TokenSource.tokenStart(value);
    if (start == value.length()) {
      return refusals.noToken(call);
    }
    TokenKey key = new TokenKey(value, start);
    VerifiedToken known = verified.getIfPresent(key);
    return known != null && known.believedAt(clock.instant())
        ? known.decide(call, refusals)
        : verify(key, call);
  }

  private CompletionStage<Authorization> verify(TokenKey key, AuthorizerCall call) {
    return CompactToken.parse(key.token())
        .then(token -> TokenHeader.read(token.header(), algorithms)
            .then(
                header -> issuers.of(token).then(by -> Checked.good(new Read(token, header, by)))))
        .match(
            read -> verify(read, key, call),
            bad -> refusals.invalidToken(call, bad.reason(), bad.detail()));
  }

  /** With a key that is here already at once; else on the request's own thread, when keys have come. */
  private CompletionStage<Authorization> verify(Read read, TokenKey key, AuthorizerCall call) {
    CompletionStage<Checked<VerificationKey>> found = read.by.keys().find(read.header.keyId());
    if (Stages.stateOf(found) == Stages.State.PENDING) {
      return found.thenComposeAsync(with -> decide(with, read, key, call), call.executor());
    }
    return found.thenCompose(with -> decide(with, read, key, call));
  }

  private CompletionStage<Authorization> decide(
      Checked<VerificationKey> with, Read read, TokenKey key, AuthorizerCall call) {
    return with.then(publicKey -> publicKey.verify(read.token, read.header))
        .then(token -> read.by
            .rules()
            .check(token.claims(), clock.instant(), read.by.keys().usableFor()))
        .match(
            token -> keep(key, token).decide(call, refusals),
            bad -> refusals.invalidToken(call, bad.reason(), bad.detail()));
  }

  private VerifiedToken keep(TokenKey key, VerifiedToken token) {
    if (!tokenTtl.isZero()) {
      verified.put(key, token);
    }
    return token;
  }

  /** How many tokens are remembered, about. */
  long tokens() {
    return verified.estimatedSize();
  }

  private record Read(CompactToken token, TokenHeader header, Issuers.Trusted by) {}
}
