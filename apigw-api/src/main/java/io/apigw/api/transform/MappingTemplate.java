package io.apigw.api.transform;

import java.util.Objects;

/**
 * A template that makes the body sent to the back end, kept as text.
 *
 * @param contentType the media type of the request that it is for, without parameters, for example
 *     {@code application/json}
 * @param text the template, in the language of the engine given to the gateway (AWS: Velocity)
 */
public record MappingTemplate(String contentType, String text) {

  /** Checks that both are there. */
  public MappingTemplate {
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(text, "text");
  }
}
