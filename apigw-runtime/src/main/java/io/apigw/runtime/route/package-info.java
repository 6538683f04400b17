/**
 * Finds API, stage and method of a request, refuses what is malformed or over a limit, and begins the request's
 * record. Comes first; {@code authorize} takes what it makes.
 */
package io.apigw.runtime.route;
