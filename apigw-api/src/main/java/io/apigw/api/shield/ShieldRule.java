package io.apigw.api.shield;

import java.util.concurrent.CompletionStage;

/** Judges requests before anybody else has looked at them: a firewall. Thread-safe. */
@FunctionalInterface
public interface ShieldRule {

  /**
   * Judges a request. Runs on the request's thread and must not block; it may complete its stage on any thread, and is
   * waited for 5 s.
   *
   * @param call the request; its body has not been read
   * @return the verdict; a failed stage, an exception or null is a failure of the shield's, which lets the request pass
   *     unless the shield is {@linkplain Shield#failClosed() to fail closed}
   * @throws Exception for a failure
   */
  CompletionStage<ShieldVerdict> judge(ShieldCall call) throws Exception;
}
