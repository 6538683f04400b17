/** Answers from the response cache, else asks the back end and keeps its answer. */
package io.apigw.runtime.cache;
