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
   * Returns what is there for a request's media type, else for {@code $default}.
   *
   * @param byType by lower-case media type without parameters
   * @param request a request; one without a type counts as {@code application/json}, as AWS has it, and one that names
   *     several as the first that is listed, so that a second line cannot hide the body from a check
   */
  public static <T> Optional<T> choose(Map<String, T> byType, Request request) {
    Headers headers = request.headers();
    boolean named = false;
    @Nullable T own = null;
    for (int i = headers.indexOf(HEADER, 0); i >= 0 && own == null; i = headers.indexOf(HEADER, i + 1)) {
      named |= !headers.value(i).isBlank();
      own = byType.get(bare(headers.value(i)));
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
