package io.apigw.testkit.host;

import io.apigw.api.RequestProcessor;

/** Where the parts of {@link HostConformance} get their hosts from. */
public interface HostTrials {

  /**
   * Starts a host.
   *
   * @param gateway who answers
   * @return the host and its clients; to be closed
   * @throws Exception when it does not start
   */
  HostTrial trial(RequestProcessor gateway) throws Exception;
}
