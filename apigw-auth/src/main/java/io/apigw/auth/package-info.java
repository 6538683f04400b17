/** The authorizer engine. */
package io.apigw.auth;
