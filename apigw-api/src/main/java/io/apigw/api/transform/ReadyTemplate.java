package io.apigw.api.transform;

import io.apigw.api.ValueSource;

/** A template that was prepared and is rendered with each request. Thread-safe; its work and output are bounded. */
@FunctionalInterface
public interface ReadyTemplate {

  /**
   * Renders the template. The body of the source is in memory. An exception is a fault and becomes a 500.
   *
   * @param source what the template reads: the request, its body, path, stage variables and {@code $context}
   * @return the text that becomes the body
   */
  String render(ValueSource source);
}
