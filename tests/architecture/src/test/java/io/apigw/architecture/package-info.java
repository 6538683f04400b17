/** The rules that a compiler cannot see, each with its reason. */
@NullMarked
package io.apigw.architecture;

import org.jspecify.annotations.NullMarked;
