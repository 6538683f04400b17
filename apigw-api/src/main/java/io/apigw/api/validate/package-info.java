/** What a request must look like: models, required parameters, and the engine that checks bodies. */
package io.apigw.api.validate;
