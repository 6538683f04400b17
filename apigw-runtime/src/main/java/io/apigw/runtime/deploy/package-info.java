/** Compiles definitions into ready steps and switches to them in one step. */
package io.apigw.runtime.deploy;
