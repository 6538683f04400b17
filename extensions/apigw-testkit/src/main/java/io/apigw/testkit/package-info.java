/**
 * For tests of gateways and of what is plugged into them: a clock that a test moves, assertions on responses, fakes for
 * every interface, checks for leaks, and conformance suites that an implementation of an interface passes by a subclass
 * of one line.
 */
package io.apigw.testkit;
