package io.apigw.netty.upstream;

import java.time.Duration;

/**
 * What a client may use up.
 *
 * @param connections how many may be open to one origin on one loop
 * @param waiting how many requests may wait for one of them
 * @param connect how long a connection may take, from its name to the end of TLS, and how long a request may wait
 * @param idle how long a connection is kept without a request
 * @param lifetime how old a connection may be to carry another request; zero for any age
 * @param body how long a body may stand still
 */
public record Limits(
    int connections,
    int waiting,
    Duration connect,
    Duration idle,
    Duration lifetime,
    Duration body) {}
