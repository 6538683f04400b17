/** Small documents from elsewhere: fetched within limits, and checked before anybody believes them. */
package io.apigw.auth.fetch;
