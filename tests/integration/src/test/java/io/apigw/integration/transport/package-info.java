/** The transport that the gateway brings itself, against back ends that say byte for byte what a test wants. */
@NullMarked
package io.apigw.integration.transport;

import org.jspecify.annotations.NullMarked;
