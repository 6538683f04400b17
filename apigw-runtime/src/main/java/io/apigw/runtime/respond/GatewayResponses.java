package io.apigw.runtime.respond;

import static io.apigw.runtime.respond.StandardAnswer.Style.BARE;
import static io.apigw.runtime.respond.StandardAnswer.Style.CAPITAL;
import static io.apigw.runtime.respond.StandardAnswer.Style.COMPACT;
import static io.apigw.runtime.respond.StandardAnswer.Style.SPACED;

import io.apigw.api.respond.GatewayResponseType;
import io.apigw.runtime.respond.StandardAnswer.Style;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one table of the gateway's own answers: kind of API × type of refusal. */
final class GatewayResponses {

  /** AWS's payload limit in bytes. */
  static final long PAYLOAD = 10_485_760;

  private static final String FORBIDDEN = "Forbidden";
  private static final String REST_ERROR = "Internal server error";
  private static final String HTTP_ERROR = "Internal Server Error";
  private static final String UNAVAILABLE = "Service Unavailable";
  private static final String TOO_LARGE = tooLarge(PAYLOAD);
  private static final String HEADERS = "HTTP header is larger than 10240 bytes.";
  private static final String BAD_REQUEST_ERROR = "BadRequestException";
  private static final String FORBIDDEN_ERROR = "ForbiddenException";
  private static final String INTERNAL_ERROR = "InternalServerErrorException";

  private static final Map<GatewayResponseType, StandardAnswer> REST =
      new EnumMap<>(GatewayResponseType.class);
  private static final Map<GatewayResponseType, StandardAnswer> HTTP =
      new EnumMap<>(GatewayResponseType.class);

  static {
    rest(
        GatewayResponseType.ACCESS_DENIED,
        403,
        "User is not authorized to access this resource",
        "AccessDeniedException",
        CAPITAL);
    rest(GatewayResponseType.API_CONFIGURATION_ERROR, 500, REST_ERROR, INTERNAL_ERROR, SPACED);
    rest(
        GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR,
        500,
        null,
        "AuthorizerConfigurationException",
        COMPACT);
    rest(
        GatewayResponseType.AUTHORIZER_FAILURE,
        500,
        REST_ERROR,
        "AuthorizerFailureException",
        COMPACT);
    rest(
        GatewayResponseType.BAD_REQUEST_PARAMETERS,
        400,
        "Missing required request parameters",
        BAD_REQUEST_ERROR,
        SPACED);
    rest(
        GatewayResponseType.BAD_REQUEST_BODY,
        400,
        "Invalid request body",
        BAD_REQUEST_ERROR,
        SPACED);
    rest(
        GatewayResponseType.EXPIRED_TOKEN,
        403,
        "The security token included in the request is expired",
        "ExpiredTokenException",
        COMPACT);
    rest(
        GatewayResponseType.INTEGRATION_FAILURE,
        504,
        "Network error communicating with endpoint",
        INTERNAL_ERROR,
        SPACED);
    rest(
        GatewayResponseType.INTEGRATION_TIMEOUT,
        504,
        "Endpoint request timed out",
        INTERNAL_ERROR,
        SPACED);
    rest(GatewayResponseType.INVALID_API_KEY, 403, FORBIDDEN, FORBIDDEN_ERROR, COMPACT);
    rest(
        GatewayResponseType.INCOMPLETE_SIGNATURE,
        403,
        "Invalid key=value pair (missing equal-sign) in Authorization header.",
        "IncompleteSignatureException",
        COMPACT);
    rest(
        GatewayResponseType.INVALID_SIGNATURE,
        403,
        "The request signature we calculated does not match the signature you provided."
            + " Check your AWS Secret Access Key and signing method."
            + " Consult the service documentation for details.",
        "InvalidSignatureException",
        COMPACT);
    rest(
        GatewayResponseType.MISSING_AUTHENTICATION_TOKEN,
        403,
        "Missing Authentication Token",
        "MissingAuthenticationTokenException",
        COMPACT);
    rest(
        GatewayResponseType.QUOTA_EXCEEDED,
        429,
        "Limit Exceeded",
        "LimitExceededException",
        COMPACT);
    rest(GatewayResponseType.REQUEST_TOO_LARGE, 413, TOO_LARGE, "", BARE);
    rest(
        GatewayResponseType.RESOURCE_NOT_FOUND,
        404,
        "No method found matching route",
        "NotFoundException",
        COMPACT);
    rest(
        GatewayResponseType.THROTTLED,
        429,
        "Too Many Requests",
        "TooManyRequestsException",
        COMPACT);
    rest(GatewayResponseType.UNAUTHORIZED, 401, "Unauthorized", "UnauthorizedException", COMPACT);
    rest(
        GatewayResponseType.UNSUPPORTED_MEDIA_TYPE,
        415,
        "Unsupported Media Type",
        BAD_REQUEST_ERROR,
        SPACED);
    rest(GatewayResponseType.WAF_FILTERED, 403, FORBIDDEN, FORBIDDEN_ERROR, COMPACT);
    rest(GatewayResponseType.NOT_DEPLOYED, 403, FORBIDDEN, FORBIDDEN_ERROR, COMPACT);
    rest(GatewayResponseType.BAD_REQUEST, 400, "Bad Request", BAD_REQUEST_ERROR, COMPACT);
    rest(
        GatewayResponseType.REQUEST_TIMEOUT,
        408,
        "Request Timeout",
        "RequestTimeoutException",
        COMPACT);
    rest(GatewayResponseType.HEADERS_TOO_LARGE, 431, HEADERS, "", BARE);
    rest(GatewayResponseType.URI_TOO_LONG, 414, "Request URI too long", BAD_REQUEST_ERROR, COMPACT);
    rest(
        GatewayResponseType.MALFORMED_INTEGRATION_RESPONSE,
        502,
        REST_ERROR,
        INTERNAL_ERROR,
        SPACED);
    rest(
        GatewayResponseType.SERVICE_UNAVAILABLE,
        503,
        UNAVAILABLE,
        "ServiceUnavailableException",
        COMPACT);
    rest(GatewayResponseType.INTERNAL_ERROR, 500, REST_ERROR, INTERNAL_ERROR, SPACED);

    http(GatewayResponseType.ACCESS_DENIED, 403, FORBIDDEN);
    http(GatewayResponseType.API_CONFIGURATION_ERROR, 500, HTTP_ERROR);
    http(GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR, 500, HTTP_ERROR);
    http(GatewayResponseType.AUTHORIZER_FAILURE, 500, HTTP_ERROR);
    http(GatewayResponseType.BAD_REQUEST_PARAMETERS, 400, "Bad Request");
    http(GatewayResponseType.BAD_REQUEST_BODY, 400, "Invalid request body");
    http(GatewayResponseType.EXPIRED_TOKEN, 403, FORBIDDEN);
    http(GatewayResponseType.INTEGRATION_FAILURE, 503, UNAVAILABLE);
    http(GatewayResponseType.INTEGRATION_TIMEOUT, 503, UNAVAILABLE);
    http(GatewayResponseType.INVALID_API_KEY, 403, FORBIDDEN);
    http(GatewayResponseType.INCOMPLETE_SIGNATURE, 403, FORBIDDEN);
    http(GatewayResponseType.INVALID_SIGNATURE, 403, FORBIDDEN);
    http(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN, 404, "Not Found");
    http(GatewayResponseType.QUOTA_EXCEEDED, 429, "Limit Exceeded");
    http(GatewayResponseType.REQUEST_TOO_LARGE, 413, TOO_LARGE, BARE);
    http(GatewayResponseType.RESOURCE_NOT_FOUND, 404, "Not Found");
    http(GatewayResponseType.THROTTLED, 429, "Too Many Requests");
    http(GatewayResponseType.UNAUTHORIZED, 401, "Unauthorized");
    http(GatewayResponseType.UNSUPPORTED_MEDIA_TYPE, 415, "Unsupported Media Type");
    http(GatewayResponseType.WAF_FILTERED, 403, FORBIDDEN);
    http(GatewayResponseType.NOT_DEPLOYED, 404, "Not Found");
    http(GatewayResponseType.BAD_REQUEST, 400, "Bad Request");
    http(GatewayResponseType.REQUEST_TIMEOUT, 408, "Request Timeout");
    http(GatewayResponseType.HEADERS_TOO_LARGE, 431, HEADERS, BARE);
    http(GatewayResponseType.URI_TOO_LONG, 414, "Request URI too long");
    http(GatewayResponseType.MALFORMED_INTEGRATION_RESPONSE, 500, HTTP_ERROR);
    http(GatewayResponseType.SERVICE_UNAVAILABLE, 503, UNAVAILABLE);
    http(GatewayResponseType.INTERNAL_ERROR, 500, HTTP_ERROR);
  }

  private GatewayResponses() {}

  /** The answer of a REST API, and of a gateway that found no API. */
  static StandardAnswer rest(GatewayResponseType type) {
    return of(REST, type);
  }

  /** The answer of an HTTP API. */
  static StandardAnswer http(GatewayResponseType type) {
    return of(HTTP, type);
  }

  /** What a client is told whose body is over the limit. */
  static String tooLarge(long limit) {
    return "HTTP content length exceeded " + limit + " bytes.";
  }

  private static StandardAnswer of(
      Map<GatewayResponseType, StandardAnswer> table, GatewayResponseType type) {
    StandardAnswer answer = table.get(type);
    if (answer == null) {
      throw new IllegalStateException("no standard answer for " + type);
    }
    return answer;
  }

  private static void rest(
      GatewayResponseType type,
      int status,
      @Nullable String message,
      String errorType,
      Style style) {
    REST.put(type, StandardAnswer.of(status, message, errorType, style));
  }

  private static void http(GatewayResponseType type, int status, String message) {
    http(type, status, message, COMPACT);
  }

  private static void http(GatewayResponseType type, int status, String message, Style style) {
    HTTP.put(type, StandardAnswer.of(status, message, "", style));
  }
}
