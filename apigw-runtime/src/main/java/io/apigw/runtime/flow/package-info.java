/** Reads a request top to bottom, and holds each method's ready steps. */
package io.apigw.runtime.flow;
