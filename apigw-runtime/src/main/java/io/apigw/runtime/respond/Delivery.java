package io.apigw.runtime.respond;

import io.apigw.api.Body;
import io.apigw.api.Response;
import io.apigw.api.shared.MeteredStream;
import io.apigw.runtime.monitor.Monitor;
import io.apigw.runtime.monitor.Recording;
import io.apigw.runtime.route.Routed;

/**
 * Ends the record of a request: at once when the body is in memory, else when its stream has been delivered, has
 * failed, or was cancelled.
 */
final class Delivery implements MeteredStream.Meter {

  /** The status of a record whose client went away before there was an answer; nobody gets it. */
  private static final int CLIENT_GONE = 499;

  private final Routed routed;
  private final Monitor everyRequest;
  private final int status;
  private long bytes;

  private Delivery(Routed routed, Monitor everyRequest, int status) {
    this.routed = routed;
    this.everyRequest = everyRequest;
    this.status = status;
  }

  static Response of(Routed routed, Response response, Monitor everyRequest) {
    Body body = response.body();
    if (routed.record().isClientGone()) {
      body.discard();
      end(routed, everyRequest, CLIENT_GONE, 0, true);
      return response.withBody(Body.empty());
    }
    if (!body.streamed()) {
      end(routed, everyRequest, response.status(), body.lengthOr(0), false);
      return response;
    }
    return response.withBody(
        MeteredStream.of(body, new Delivery(routed, everyRequest, response.status())));
  }

  @Override
  public void pass(int count) {
    bytes += count;
  }

  @Override
  public void end(boolean whole) {
    end(routed, everyRequest, status, bytes, !whole);
  }

  private static void end(
      Routed routed, Monitor everyRequest, int status, long bytes, boolean aborted) {
    Recording record = routed.record();
    record.finished(status, bytes, aborted);
    routed.stage().monitor().finished(record);
    everyRequest.finished(record);
  }
}
