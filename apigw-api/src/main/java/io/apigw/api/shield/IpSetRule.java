package io.apigw.api.shield;

import io.apigw.api.shared.CidrSet;
import io.apigw.api.shared.IpAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Judges by the caller's address. One that is not known is in no set.
 *
 * @param addresses the set
 * @param inside whether callers inside pass, or those outside
 */
record IpSetRule(CidrSet addresses, boolean inside) implements ShieldRule {

  private static final CompletionStage<ShieldVerdict> PASS =
      CompletableFuture.completedFuture(ShieldVerdict.pass());
  private static final CompletionStage<ShieldVerdict> BLOCK =
      CompletableFuture.completedFuture(ShieldVerdict.block());

  @Override
  public CompletionStage<ShieldVerdict> judge(ShieldCall call) {
    boolean found =
        IpAddress.literal(call.sourceIp()).filter(addresses::contains).isPresent();
    return found == inside ? PASS : BLOCK;
  }
}
