/** What a gateway brings itself: clock, transport, JSON, caches, workers. */
package io.apigw.runtime.embedded;
