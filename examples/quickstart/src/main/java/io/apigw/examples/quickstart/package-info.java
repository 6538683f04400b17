/** The quickstart: a gateway on Netty with calls to try. */
@NullMarked
package io.apigw.examples.quickstart;

import org.jspecify.annotations.NullMarked;
