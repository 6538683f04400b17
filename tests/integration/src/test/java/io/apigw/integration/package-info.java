/** Several modules together, over real sockets on the loopback address. */
@NullMarked
package io.apigw.integration;

import org.jspecify.annotations.NullMarked;
