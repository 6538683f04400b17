package io.apigw.api.respond;

/**
 * Why the gateway itself answered: Amazon API Gateway's gateway response types, and a few of ours for answers that
 * AWS gives without naming a type. Status and standard text depend on the kind of API and stand in the gateway's
 * one table; engines name only the type.
 */
public enum GatewayResponseType {
  /** A policy or authorizer denies. REST 403, HTTP 403. */
  ACCESS_DENIED,
  /** A configuration that cannot be executed, found at run time: a bad endpoint address, an oversized reply. 500. */
  API_CONFIGURATION_ERROR,
  /** An authorizer cannot be called or answered nonsense. 500. */
  AUTHORIZER_CONFIGURATION_ERROR,
  /** An authorizer failed to do its work. 500. */
  AUTHORIZER_FAILURE,
  /** A required parameter is missing. 400. */
  BAD_REQUEST_PARAMETERS,
  /** The body is no valid instance of the model. 400. */
  BAD_REQUEST_BODY,
  /** A session token has expired. 403. */
  EXPIRED_TOKEN,
  /** Ours by name: an {@code Authorization} header that is no signature, where AWS expects one. REST 403, HTTP 403. */
  INCOMPLETE_SIGNATURE,
  /** The back end cannot be reached. REST 504, HTTP 503. */
  INTEGRATION_FAILURE,
  /** The back end has not answered in time. REST 504, HTTP 503. */
  INTEGRATION_TIMEOUT,
  /** The API key is missing, unknown, disabled or in no plan of the stage. 403. */
  INVALID_API_KEY,
  /** A signature does not match. 403. */
  INVALID_SIGNATURE,
  /** No method matches, or an IAM-protected call is unsigned. REST 403, HTTP 404. */
  MISSING_AUTHENTICATION_TOKEN,
  /** A usage plan's quota is used up. 429. */
  QUOTA_EXCEEDED,
  /** The payload is over its limit. 413. */
  REQUEST_TOO_LARGE,
  /** A validly signed call matches no method. 404. */
  RESOURCE_NOT_FOUND,
  /** A throttle refuses. 429. */
  THROTTLED,
  /** The caller is not authenticated. 401. */
  UNAUTHORIZED,
  /** No template takes the body's type, or its content coding is unsupported. 415. */
  UNSUPPORTED_MEDIA_TYPE,
  /** The firewall step refuses. 403. */
  WAF_FILTERED,
  /** Ours: no API answers on this host and path, or the stage does not exist. REST and none 403, HTTP 404. */
  NOT_DEPLOYED,
  /** Ours: the request is malformed where AWS names no type, for example an invalid percent-encoding. 400. */
  BAD_REQUEST,
  /** Ours: the client has stopped sending its request's body, or takes too long over it. 408. */
  REQUEST_TIMEOUT,

  /** Ours: the header fields are over their limit. 431. */
  HEADERS_TOO_LARGE,
  /** Ours: the request line or method ARN is over its limit. 414. */
  URI_TOO_LONG,
  /** Ours: what ran in the back end's place failed or gave a malformed answer. REST 502, HTTP 500. */
  MALFORMED_INTEGRATION_RESPONSE,
  /** Ours: the gateway is draining or out of a resource. 503. */
  SERVICE_UNAVAILABLE,
  /** Ours: an unexpected fault of the gateway. 500. */
  INTERNAL_ERROR
}
