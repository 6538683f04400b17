package io.apigw.runtime.transform;

import io.apigw.api.Response;
import io.apigw.runtime.outcome.Value;
import io.apigw.runtime.throttle.Admitted;

/** What came back from the integration, before it is reshaped for the client. */
public final class Returned implements Value<Returned> {

  private final Admitted admitted;
  private final Response response;

  /** Makes what came back. */
  public Returned(Admitted admitted, Response response) {
    this.admitted = admitted;
    this.response = response;
  }

  /** Returns the request it answers. */
  public Admitted admitted() {
    return admitted;
  }

  /** Returns what came back. */
  public Response response() {
    return response;
  }

  @Override
  public Returned self() {
    return this;
  }
}
