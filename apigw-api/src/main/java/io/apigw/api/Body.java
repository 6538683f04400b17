package io.apigw.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;

/**
 * The body of a message: in memory, a stream, or a value that is not yet written as JSON. Immutable, except that a
 * stream is taken exactly once: either {@linkplain #publisher() subscribed to} or {@linkplain #discard() discarded}.
 */
public final class Body {

  private static final Body EMPTY = new Body(new byte[0]);

  /** A byte array, a String, a StreamedContent, or a WrittenLater. */
  private final Object content;

  private Body(Object content) {
    this.content = content;
  }

  /** Returns the body of a message that has none. */
  public static Body empty() {
    return EMPTY;
  }

  /** Returns a text, sent as UTF-8. */
  public static Body text(String text) {
    return new Body(Objects.requireNonNull(text, "text"));
  }

  /** Returns a text that is JSON already, sent as UTF-8. */
  public static Body json(String json) {
    return new Body(Objects.requireNonNull(json, "json"));
  }

  /** Returns a body of bytes, which are copied. */
  public static Body bytes(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Body(bytes.clone());
  }

  /** Returns a body of the bytes that remain in a buffer, which are copied. */
  public static Body bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes.length == 0 ? EMPTY : new Body(bytes);
  }

  /**
   * Returns a value that the gateway's JSON engine writes when the response is sent.
   *
   * @param value a {@link JsonValue} or an object of the host's own classes
   */
  public static Body value(Object value) {
    return new Body(new WrittenLater(Objects.requireNonNull(value, "value")));
  }

  /** Returns a stream of unknown length. */
  public static Body stream(Flow.Publisher<ByteBuffer> publisher) {
    return new Body(new StreamedContent(Objects.requireNonNull(publisher, "publisher"), -1));
  }

  /**
   * Returns a stream of known length.
   *
   * @param publisher the bytes; the buffers given to {@code onNext} belong to the subscriber
   * @param length the number of bytes that the publisher will give
   */
  public static Body stream(Flow.Publisher<ByteBuffer> publisher, long length) {
    if (length < 0) {
      throw new IllegalArgumentException("length: expected 0 or more but was " + length);
    }
    return new Body(new StreamedContent(Objects.requireNonNull(publisher, "publisher"), length));
  }

  /** Returns whether the bytes are in memory, so that {@link #text()} and {@link #bytes()} answer. */
  public boolean collected() {
    return content instanceof byte[] || content instanceof String;
  }

  /** Returns whether this is a stream that has to be taken. */
  public boolean streamed() {
    return content instanceof StreamedContent;
  }

  /** Returns whether it is known that there are no bytes. */
  public boolean isEmpty() {
    return lengthOr(-1) == 0;
  }

  /** Returns the number of bytes, where it is known. */
  public OptionalLong length() {
    long length = lengthOr(-1);
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /**
   * Returns the number of bytes, or another number where it is not known.
   *
   * @param unknown what is returned for a stream that does not tell its length and for a value not yet written
   */
  public long lengthOr(long unknown) {
    if (content instanceof byte[] bytes) {
      return bytes.length;
    }
    if (content instanceof String text) {
      return Utf8.length(text);
    }
    return content instanceof StreamedContent stream && stream.length() >= 0
        ? stream.length()
        : unknown;
  }

  /**
   * Returns the body as text, read as UTF-8; malformed bytes become U+FFFD.
   *
   * @throws IllegalStateException when the body is a stream or a value not yet written
   */
  public String text() {
    return content instanceof String text ? text : new String(array(), StandardCharsets.UTF_8);
  }

  /**
   * Returns a copy of the bytes.
   *
   * @throws IllegalStateException when the body is a stream or a value not yet written
   */
  public byte[] bytes() {
    byte[] bytes = array();
    return content == bytes ? bytes.clone() : bytes;
  }

  /**
   * Returns the bytes without a copy, read-only.
   *
   * @throws IllegalStateException when the body is a stream or a value not yet written
   */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(array()).asReadOnlyBuffer();
  }

  /** Returns the value that is not yet written, if this body is one. */
  public Optional<Object> value() {
    return content instanceof WrittenLater later ? Optional.of(later.value()) : Optional.empty();
  }

  /**
   * Returns this body with its value written as JSON; any other body as it is.
   *
   * @throws JsonException when the engine cannot write the value
   */
  public Body written(JsonEngine json) {
    return content instanceof WrittenLater later ? new Body(json.write(later.value())) : this;
  }

  /**
   * Returns the bytes as a stream. Of a streamed body this takes the stream.
   *
   * @throws IllegalStateException when the stream was taken before, or the body is a value not yet written
   */
  public Flow.Publisher<ByteBuffer> publisher() {
    if (content instanceof StreamedContent stream) {
      return stream.take();
    }
    return new SingleBufferPublisher(buffer());
  }

  /**
   * Gives the body up. A stream that was not taken is cancelled, so that its source can free what it holds; any
   * other body needs nothing. May be called more than once, on any thread.
   */
  public void discard() {
    if (content instanceof StreamedContent stream) {
      stream.discard();
    }
  }

  /** Two bodies are equal when both are in memory and have the same bytes, or hold equal values. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Body that)) {
      return false;
    }
    if (collected() && that.collected()) {
      return buffer().equals(that.buffer());
    }
    return content.equals(that.content);
  }

  @Override
  public int hashCode() {
    return collected() ? buffer().hashCode() : content.hashCode();
  }

  /** Returns kind and length, never the content. */
  @Override
  public String toString() {
    OptionalLong length = length();
    String kind = streamed() ? "stream" : collected() ? "collected" : "value";
    return "Body[" + kind + (length.isPresent() ? ", " + length.getAsLong() + " bytes]" : "]");
  }

  private byte[] array() {
    if (content instanceof byte[] bytes) {
      return bytes;
    }
    if (content instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    throw new IllegalStateException("body: expected bytes in memory but was "
        + (streamed() ? "a stream" : "a value that is not yet written"));
  }

  /** An object that becomes bytes when the response is written. */
  private record WrittenLater(Object value) {}
}
