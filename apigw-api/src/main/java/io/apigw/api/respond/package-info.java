/** Refusals as values: why the gateway itself answers. Neighbours: every step package names its refusals with these types. */
package io.apigw.api.respond;
