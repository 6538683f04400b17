/** Asks whether the request is well-formed. */
package io.apigw.runtime.validate;
