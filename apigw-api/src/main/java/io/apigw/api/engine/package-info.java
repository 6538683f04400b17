/** What the gateway lends to engines when it prepares their steps, and what they hand back. */
package io.apigw.api.engine;
