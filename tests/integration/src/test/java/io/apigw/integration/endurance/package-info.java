/** What only time, load or a small memory shows. Tests tagged {@code long} run under the Maven profile of that name. */
@NullMarked
package io.apigw.integration.endurance;

import org.jspecify.annotations.NullMarked;
