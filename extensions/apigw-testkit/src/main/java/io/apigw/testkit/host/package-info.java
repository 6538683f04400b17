/** What every host of a {@link io.apigw.api.RequestProcessor} does: the suite that its author extends. */
package io.apigw.testkit.host;
