/** What users declare: APIs, routes, methods and stages, as immutable values. Sees all other packages of this module. */
package io.apigw.api.definition;
