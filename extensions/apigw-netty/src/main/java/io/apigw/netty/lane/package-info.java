/** How host and transport work together on one event loop: bodies as Netty's own buffers, uncopied. */
package io.apigw.netty.lane;
