/** Small pieces that our own modules share; exported to them alone and free to change. */
package io.apigw.api.shared;
