/** Asks who is calling. */
package io.apigw.runtime.authorize;
