/** The upstream client: pools of connections on each event loop, and what flows over them. */
package io.apigw.netty.upstream;
