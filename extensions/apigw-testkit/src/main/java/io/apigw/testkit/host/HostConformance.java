package io.apigw.testkit.host;

import io.apigw.api.RequestProcessor;
import org.junit.jupiter.api.Timeout;

/**
 * What every host of a {@link RequestProcessor} does, in one protocol. Its author extends it once for each protocol
 * that the host speaks; every test starts a host of its own and talks to it over real sockets.
 *
 * <pre>{@code
 * class MyHostConformanceTest extends HostConformance {
 *   @Override
 *   protected RunningHost start(RequestProcessor gateway) {
 *     MyServer server = MyServer.start(gateway, 0);
 *     return RunningHost.of(server.port(), server::stop);
 *   }
 *
 *   @Override
 *   protected HostTraits traits() {
 *     return HostTraits.http1().without(HostTrait.KEEPS_CASING);
 *   }
 * }
 * }</pre>
 */
@Timeout(120)
public abstract class HostConformance
    implements HostMessagesConformance,
        HostHeadersConformance,
        HostAnswersConformance,
        HostStreamingConformance,
        HostLeavingConformance,
        HostExecutorConformance,
        HostConnectionConformance,
        HostFramingConformance,
        HostHttp2Conformance,
        HostHttp2FloodConformance,
        HostClientsConformance {

  /** For subclasses. */
  protected HostConformance() {}

  /**
   * Starts a host on a free port of the loopback address, without a mount path.
   *
   * @param gateway who answers
   * @return the host
   * @throws Exception when it does not start; it fails the test
   */
  protected abstract RunningHost start(RequestProcessor gateway) throws Exception;

  /**
   * Returns which protocol is spoken, and what the host does beyond the least.
   *
   * @return the traits
   */
  protected abstract HostTraits traits();

  @Override
  public HostTrial trial(RequestProcessor gateway) throws Exception {
    return HostTrial.of(start(gateway), traits());
  }
}
