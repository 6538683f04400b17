/** How much: rates, the limiters that count them, and the engine that makes limiters. */
package io.apigw.api.throttle;
