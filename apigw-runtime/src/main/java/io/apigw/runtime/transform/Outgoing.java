package io.apigw.runtime.transform;

import io.apigw.api.Body;
import io.apigw.api.RequestExecutor;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.runtime.outcome.Owned;
import io.apigw.runtime.outcome.Value;
import io.apigw.runtime.throttle.Admitted;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What goes out to the integration: the request as a function sees it, or as it stands on the wire. */
public final class Outgoing implements Value<Outgoing>, Owned {

  private final Admitted admitted;
  private final @Nullable TransportRequest wire;
  private final @Nullable PayloadLimit limit;

  Outgoing(Admitted admitted, @Nullable TransportRequest wire, @Nullable PayloadLimit limit) {
    this.admitted = admitted;
    this.wire = wire;
    this.limit = limit;
  }

  /** Returns the admitted request. */
  public Admitted admitted() {
    return admitted;
  }

  /** Returns the body, in memory if the method's steps asked for that. */
  public Body body() {
    return admitted.body();
  }

  /** Returns the request on the wire; empty for a function. */
  public Optional<TransportRequest> wire() {
    return Optional.ofNullable(wire);
  }

  /** Returns whether the client has sent more than it may, seen while its body was passed on. */
  public boolean tooLarge() {
    return limit != null && limit.exceeded();
  }

  @Override
  public RequestExecutor executor() {
    return admitted.executor();
  }

  @Override
  public Outgoing self() {
    return this;
  }
}
