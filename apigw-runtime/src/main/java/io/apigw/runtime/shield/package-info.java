/** Asks what stands before a stage whether a request may go on to its method. */
package io.apigw.runtime.shield;
