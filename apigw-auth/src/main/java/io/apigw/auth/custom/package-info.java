/** Authorizers that the host has written: who is asked, with what, and what is made of the answer. */
package io.apigw.auth.custom;
