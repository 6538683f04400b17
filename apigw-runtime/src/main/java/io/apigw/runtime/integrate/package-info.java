/** Asks the back end: a function, a server over HTTP, or nobody at all. */
package io.apigw.runtime.integrate;
