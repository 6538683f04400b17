/** What answers a request: functions of the host, back ends over HTTP, fixed answers, and the way out to them. */
package io.apigw.api.integrate;
