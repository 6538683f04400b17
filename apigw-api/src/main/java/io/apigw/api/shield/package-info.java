/** What stands before the method is known, AWS WAF's place: rules that block a request or answer it themselves. */
package io.apigw.api.shield;
