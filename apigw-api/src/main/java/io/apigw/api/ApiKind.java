package io.apigw.api;

/** The three kinds of API that Amazon API Gateway has; each names and reads values its own way. */
public enum ApiKind {
  /** A REST API ({@code apigateway} in AWS, API Gateway v1). */
  REST,
  /** An HTTP API ({@code apigatewayv2} with protocol HTTP). */
  HTTP,
  /** A WebSocket API ({@code apigatewayv2} with protocol WEBSOCKET). */
  WEBSOCKET
}
