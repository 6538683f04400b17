/** Keeps the record of a request and tells access log and metrics when it has ended. */
package io.apigw.runtime.monitor;
