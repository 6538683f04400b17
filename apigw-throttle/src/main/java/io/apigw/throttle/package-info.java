/**
 * The engine of limits: {@link io.apigw.throttle.InMemoryLimits} executes the rates of {@link io.apigw.api.throttle}
 * with token buckets in this process. A host gives it to the gateway's builder.
 */
package io.apigw.throttle;
