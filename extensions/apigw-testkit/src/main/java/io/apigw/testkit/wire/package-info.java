/**
 * Sockets that do exactly what a test says, on both sides of a host: raw bytes, clients of HTTP/1.1 and HTTP/2, a
 * back end that misbehaves and a proxy that cuts, stalls and drips.
 */
package io.apigw.testkit.wire;
