package io.apigw.api.shared;

import io.apigw.api.Headers;
import io.apigw.api.Request;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a method has per media type of the request: models and templates. */
public final class MediaTypes {

  private static final String HEADER = "Content-Type";
  private static final String ABSENT = "application/json";
  private static final String OTHERS = "$default";

  private MediaTypes() {}

  /**
   * Returns what is there for a request's media type, else for {@code $default}. A request without a type counts as JSON,
   * as AWS has it; one that names several gets what is there for the first of them that has anything, so that a second
   * line cannot talk the gateway out of checking.
   *
   * @param byType by lower-case media type without parameters
   * @param request any request
   */
  public static <T> Optional<T> choose(Map<String, T> byType, Request request) {
    @Nullable T own = null;
    boolean named = false;
    Headers headers = request.headers();
    for (int i = headers.indexOf(HEADER, 0);
        i >= 0 && own == null;
        i = headers.indexOf(HEADER, i + 1)) {
      if (!headers.value(i).isBlank()) {
        named = true;
        own = byType.get(bare(headers.value(i)));
      }
    }
    if (!named) {
      own = byType.get(ABSENT);
    }
    return Optional.ofNullable(own == null ? byType.get(OTHERS) : own);
  }

  private static String bare(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
