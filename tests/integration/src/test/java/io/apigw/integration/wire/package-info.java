/** The tools that break connections do what they say. */
@NullMarked
package io.apigw.integration.wire;

import org.jspecify.annotations.NullMarked;
