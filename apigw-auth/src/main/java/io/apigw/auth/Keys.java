package io.apigw.auth;

import io.apigw.auth.fetch.Checked;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The keys of one issuer. */
interface Keys {

  /** The key of a name; completes at once if it is here, or if it is known that it will not be. */
  CompletionStage<Checked<VerificationKey>> find(String id);

  /** How long the keys that are here may still be used. */
  Duration usableFor();
}
