/** Messages, values and the interfaces that users call or implement. */
package io.apigw.api;
