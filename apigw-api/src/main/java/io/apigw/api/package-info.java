/**
 * The words of apigw: messages, principal, executor, clock, JSON, value expressions and problems. Knows no step and no
 * definition; every other package builds on it.
 */
package io.apigw.api;
