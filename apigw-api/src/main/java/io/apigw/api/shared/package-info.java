/** What only the modules of apigw share; not part of the API. */
package io.apigw.api.shared;
