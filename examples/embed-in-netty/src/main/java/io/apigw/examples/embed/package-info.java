/** A gateway inside a Netty server that was there before. */
@NullMarked
package io.apigw.examples.embed;

import org.jspecify.annotations.NullMarked;
