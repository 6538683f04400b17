package io.apigw.auth;

import io.apigw.api.shared.Expect;
import io.apigw.auth.fetch.Checked;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keys that the definition has.
 *
 * @param set the keys
 */
record GivenKeys(KeySet set) implements Keys {

  private static final Duration LONG = Duration.ofDays(365);

  @Override
  public CompletionStage<Checked<VerificationKey>> find(String id) {
    return CompletableFuture.completedFuture(set.find(id)
        .map(Checked::good)
        .orElseGet(() -> Checked.bad(RemoteKeys.UNKNOWN, Expect.message("the id of a key", id))));
  }

  @Override
  public Duration usableFor() {
    return LONG;
  }
}
