/** How a request is reshaped for its back end: parameter mappings, templates, and their engine. */
package io.apigw.api.transform;
