package io.apigw.runtime.monitor;

/**
 * The ids of one request.
 *
 * @param requestId what the client gets: REST a UUID ({@code x-amzn-RequestId}), HTTP a short token
 *     ({@code apigw-requestid})
 * @param extendedRequestId always made by us: REST {@code x-amz-apigw-id}; HTTP the same as the first
 */
public record RequestIds(String requestId, String extendedRequestId) {}
