package io.apigw.runtime.outcome;

import io.apigw.api.RequestExecutor;

/** What belongs to a request and so knows the thread that owns it. */
public interface Owned {

  /** The request's thread and timer. */
  RequestExecutor executor();
}
