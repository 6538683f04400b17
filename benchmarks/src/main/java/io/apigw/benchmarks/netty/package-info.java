/** The two servers that {@code netty.sh} compares. */
@NullMarked
package io.apigw.benchmarks.netty;

import org.jspecify.annotations.NullMarked;
