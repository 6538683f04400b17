package io.apigw.netty;

import io.apigw.netty.lane.FieldList;
import java.nio.ByteBuffer;

/**
 * An answer whose body is in memory, for our own encoder.
 *
 * @param status the status
 * @param headers the headers, framing included
 * @param body the bytes; nobody else reads this buffer
 */
record WholeAnswer(int status, FieldList headers, ByteBuffer body) {}
