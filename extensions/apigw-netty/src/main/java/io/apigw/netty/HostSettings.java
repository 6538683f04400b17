package io.apigw.netty;

import io.apigw.api.RequestProcessor;
import java.time.Duration;
import java.util.Objects;

/**
 * What all connections of one host share.
 *
 * @param gateway who answers
 * @param mount which requests it answers
 * @param date the current date as a header value
 * @param limits how long clients may take
 * @param ownPipeline whether the pipeline is ours, so that void promises are safe and idle connections are closed
 */
record HostSettings(
    RequestProcessor gateway, MountPath mount, HttpDate date, Limits limits, boolean ownPipeline) {

  /** The settings of a handler in a pipeline of the user's own. */
  static HostSettings foreign(RequestProcessor gateway, String mountPath) {
    MountPath mount = MountPath.of(Objects.requireNonNull(mountPath, "mountPath"));
    HttpDate date = HttpDate.today();
    return new HostSettings(
        Objects.requireNonNull(gateway, "gateway"), mount, date, Limits.STANDARD, false);
  }

  /**
   * How long clients may take.
   *
   * @param idle without a request
   * @param head from the first byte of a request to the end of its head
   * @param body without a byte, of a request's body or in taking a response
   * @param rate the bytes per second at which a body must come and an answer be taken, over each window of {@code
   *     body} but the first; 0 for any
   */
  record Limits(Duration idle, Duration head, Duration body, long rate) {

    static final Limits STANDARD =
        new Limits(Duration.ofSeconds(310), Duration.ofSeconds(30), Duration.ofSeconds(30), 240);
  }
}
