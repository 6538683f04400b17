/** Asks how often the caller may. */
package io.apigw.runtime.throttle;
