package io.apigw.api;

import java.util.List;
import java.util.Set;

/** From when on each variable of AWS's {@code $context} has its value. */
final class ContextAvailability {

  private static final Set<String> KNOWN_FROM_THE_CONNECTION =
      Set.of("identity.sourceIp", "identity.userAgent", "identity.vpcId", "identity.vpceId");

  private static final List<String> OF_THE_CALLER =
      List.of("identity.", "authorizer.", "authorize.", "authenticate.");

  private static final Set<String> OF_THE_REPLY = Set.of(
      "awsEndpointRequestId",
      "awsEndpointRequestId2",
      "dataProcessed",
      "integrationErrorMessage",
      "integrationLatency",
      "integrationStatus",
      "responseLatency",
      "responseLength",
      "status");

  private ContextAvailability() {}

  static Availability of(String name) {
    if (KNOWN_FROM_THE_CONNECTION.contains(name) || name.startsWith("identity.clientCert.")) {
      return Availability.REQUEST;
    }
    if (OF_THE_CALLER.stream().anyMatch(name::startsWith)) {
      return Availability.AUTHORIZED;
    }
    boolean reply = OF_THE_REPLY.contains(name)
        || name.startsWith("integration.")
        || name.startsWith("error.")
        || name.startsWith("responseOverride.");
    return reply ? Availability.REPLY : Availability.REQUEST;
  }
}
