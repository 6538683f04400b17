package io.apigw.runtime.monitor;

import static java.util.Map.entry;

import io.apigw.api.JsonValue;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.monitor.ContextVariables.Reader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Variables of {@code $context} that say why the gateway itself answers. */
final class ErrorVariables {

  static final Map<String, Reader> EVERY_KIND = Map.ofEntries(
      entry("authorizer.error", ErrorVariables::authorizerError),
      entry("error.facts", record -> record.rejection == null ? null : facts(record.rejection)),
      entry("error.message", ErrorVariables::message),
      entry("error.messageString", ErrorVariables::quotedMessage),
      entry(
          "error.responseType",
          record -> record.rejection == null ? null : record.rejection.type().name()));

  static final Map<String, Reader> REST_ONLY = Map.ofEntries(
      entry(
          "authorizer.integrationLatency",
          record -> ContextVariables.milliseconds(record.authorizerNanos)),
      entry("authorizer.integrationStatus", ErrorVariables::authorizerStatus),
      entry("authorizer.latency", record -> ContextVariables.milliseconds(record.authorizerNanos)),
      entry("authorizer.requestId", record -> null),
      entry("authorizer.status", ErrorVariables::authorizerStatus),
      entry("error.validationErrorString", ErrorVariables::validationError));

  private ErrorVariables() {}

  private static @Nullable String message(Recording record) {
    Rejection rejection = record.rejection;
    return rejection == null || record.errorMessage != null
        ? record.errorMessage
        : rejection.message().orElse(null);
  }

  private static @Nullable String quotedMessage(Recording record) {
    String message = message(record);
    return message == null ? null : JsonValue.of(message).toString();
  }

  private static @Nullable String validationError(Recording record) {
    Rejection rejection = record.rejection;
    return rejection != null && rejection.type() == GatewayResponseType.BAD_REQUEST_BODY
        ? facts(rejection)
        : null;
  }

  private static @Nullable String authorizerError(Recording record) {
    Rejection rejection = record.rejection;
    if (rejection == null || statusOf(rejection.type()) == 200) {
      return null;
    }
    String facts = facts(rejection);
    return facts == null ? rejection.message().orElse(rejection.type().name()) : facts;
  }

  /** What the authorizer said, told by the refusal that it led to. */
  private static @Nullable String authorizerStatus(Recording record) {
    if (record.authorizerNanos == Recording.UNSET) {
      return null;
    }
    return Integer.toString(record.rejection == null ? 200 : statusOf(record.rejection.type()));
  }

  private static int statusOf(GatewayResponseType type) {
    return switch (type) {
      case UNAUTHORIZED -> 401;
      case ACCESS_DENIED, EXPIRED_TOKEN, INVALID_SIGNATURE -> 403;
      case AUTHORIZER_CONFIGURATION_ERROR, AUTHORIZER_FAILURE -> 500;
      default -> 200;
    };
  }

  private static @Nullable String facts(Rejection rejection) {
    return ContextVariables.filled(rejection.facts());
  }
}
