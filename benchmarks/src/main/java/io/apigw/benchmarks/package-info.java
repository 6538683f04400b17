/** Measures what a request costs: in process by JMH and by bytes allocated, over Netty by {@code netty.sh} and {@code proxy.sh}. */
@NullMarked
package io.apigw.benchmarks;

import org.jspecify.annotations.NullMarked;
