/**
 * Watches a request: one record that the steps fill as they run and {@code $context} is read from, the access log and
 * metrics that receive it at the end, and the log of faults. Every step package hands its facts in here; nothing here
 * knows a step.
 */
package io.apigw.runtime.monitor;
