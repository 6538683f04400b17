/** What happened to a request: the access record, and who receives it. */
package io.apigw.api.monitor;
