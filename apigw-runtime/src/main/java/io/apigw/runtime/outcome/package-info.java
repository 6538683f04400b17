/** What a step hands on: a value, a refusal, or either of them later. Knows no step. */
package io.apigw.runtime.outcome;
