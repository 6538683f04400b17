/** What the documentation says is compiled, run and followed. */
@NullMarked
package io.apigw.documentation;

import org.jspecify.annotations.NullMarked;
