/** The engine of limits, quotas, usage plans and API keys. */
package io.apigw.throttle;
