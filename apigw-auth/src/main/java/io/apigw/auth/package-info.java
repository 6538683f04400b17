/**
 * The authorizer engine: {@link io.apigw.auth.StandardAuthorizers} executes the definitions of
 * {@link io.apigw.api.authorize}. A host gives it to the gateway's builder.
 */
package io.apigw.auth;
