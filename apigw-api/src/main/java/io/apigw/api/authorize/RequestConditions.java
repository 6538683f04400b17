package io.apigw.api.authorize;

import io.apigw.api.GatewayClock;
import io.apigw.api.ValueSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The circumstances of a request on its way, by AWS's condition keys. */
record RequestConditions(ValueSource source, GatewayClock clock)
    implements AccessRequest.ConditionKeys {

  @Override
  public List<String> values(String key) {
    return value(key).map(List::of).orElse(List.of());
  }

  private Optional<String> value(String key) {
    return switch (key) {
      case "aws:sourceip" -> source.context("identity.sourceIp");
      case "aws:vpcsourceip" -> endpoint().flatMap(any -> source.context("identity.sourceIp"));
      case "aws:sourcevpce" -> endpoint();
      case "aws:sourcevpc" -> source.context("identity.vpcId");
      case "aws:securetransport" -> source.context("secureTransport");
      case "aws:useragent" -> source.request().header("User-Agent");
      case "aws:referer" -> source.request().header("Referer");
      case "aws:currenttime" ->
        Optional.of(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
      case "aws:epochtime" -> Optional.of(Long.toString(clock.instant().getEpochSecond()));
      default -> Optional.empty();
    };
  }

  private Optional<String> endpoint() {
    return source.request().connection().vpcEndpointId();
  }
}
