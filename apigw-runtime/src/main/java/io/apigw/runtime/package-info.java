/** The gateway and its builder: takes definitions and engines, answers requests. */
package io.apigw.runtime;
