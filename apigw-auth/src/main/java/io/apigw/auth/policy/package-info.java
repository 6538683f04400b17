/** AWS's policy language: documents compiled to decisions. */
package io.apigw.auth.policy;
