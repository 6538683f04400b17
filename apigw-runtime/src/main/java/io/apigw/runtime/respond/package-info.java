/** Makes the response of an answer, a refusal or a fault; the one place that knows AWS's statuses and texts. */
package io.apigw.runtime.respond;
