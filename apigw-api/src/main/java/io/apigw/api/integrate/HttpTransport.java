package io.apigw.api.integrate;

import io.apigw.api.RequestExecutor;
import java.util.concurrent.CompletionStage;

/**
 * Sends requests over HTTP: the one way out of the gateway, shared by the HTTP proxy, key set fetches, remote
 * authorizers and actions of other services. Implementations are thread-safe, never block, keep connections alive,
 * never follow redirects, verify host names, and register with {@link RequestExecutor#onCancel} to stop work for a
 * client that has gone. The gateway closes only a transport it made itself.
 */
@FunctionalInterface
public interface HttpTransport {

  /**
   * Sends a request.
   *
   * @param request what to send; its body is always taken or discarded
   * @param executor the thread and timer of the request on whose behalf this is sent, or the gateway's background
   * @return how it went; completes on any thread, and fails only for a fault of the transport itself
   */
  CompletionStage<TransportResult> send(TransportRequest request, RequestExecutor executor);

  /**
   * Returns whether every request ends by itself: with {@link TransportResult.Kind#TIMEOUT} when the reply's head does not
   * come within the request's timeout, and when a body stands still for 30 s. The gateway then arms no timer of its own;
   * for any other transport it does. A decorator that hands every request on may answer what its transport answers.
   *
   * @return {@code false} unless overridden
   */
  default boolean keepsTime() {
    return false;
  }
}
