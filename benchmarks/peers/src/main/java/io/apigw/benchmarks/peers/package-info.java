/** The proxies that {@code proxy.sh} compares ours with, each on one event loop and as fast as its settings make it. */
@NullMarked
package io.apigw.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
