/** Reshapes the request for the back end and the reply for the client; owns both wire types. */
package io.apigw.runtime.transform;
