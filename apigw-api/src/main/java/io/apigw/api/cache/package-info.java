/** Responses that are kept: settings, keys, entries and their store. */
package io.apigw.api.cache;
