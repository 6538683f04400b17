/** A gateway on each host and protocol, with each transport behind it. */
@NullMarked
package io.apigw.integration.hosts;

import org.jspecify.annotations.NullMarked;
