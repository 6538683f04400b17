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

  /** Returns the line to add to a gateway's builder that has no engine for templates, and the module it comes from. */
  public static String engineHint() {
    return "add .templates(…) with a TemplateEngine of yours; apigw-mapping will bring one";
  }

  /** Checks that both are there. */
  public MappingTemplate {
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(text, "text");
  }
}
