/** The Netty host, and the transport that stays on its event loops. */
package io.apigw.netty;
