/** Finds the API, the stage and the method of a request; a miss is a method too. */
package io.apigw.runtime.route;
