/**
 * Takes requests' bodies into memory for the steps that need them whole: within limits, within the gateway's budget, and
 * off the request's thread where they are large.
 */
package io.apigw.runtime.body;
