/** The servers that {@code netty.sh} and {@code proxy.sh} compare. */
@NullMarked
package io.apigw.benchmarks.netty;

import org.jspecify.annotations.NullMarked;
