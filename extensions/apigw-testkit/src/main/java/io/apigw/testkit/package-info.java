/** Conformance suites and fakes for the interfaces of the API. */
package io.apigw.testkit;
