package io.apigw.api.definition;

import io.apigw.api.Problem;
import io.apigw.api.ValueExpression;
import io.apigw.api.cache.CacheInvalidation;
import io.apigw.api.cache.CacheSettings;
import io.apigw.api.transform.MappingTemplate;
import io.apigw.api.validate.Model;
import io.apigw.api.validate.RequestValidation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the builder of a REST API's method collects beyond a route's: cache and validation. */
final class MethodDraft {

  private static final String TOKEN = "[A-Za-z0-9!#$&^_.+-]+";
  private static final Pattern MEDIA_TYPE = Pattern.compile("\\$default|" + TOKEN + "/" + TOKEN);

  private @Nullable Duration ttl;
  private List<String> keyParameters = List.of();
  private CacheInvalidation invalidation = CacheInvalidation.OR_WARNED;
  private final Set<String> requiredParameters = new LinkedHashSet<>();
  private final Map<String, Model> models = new LinkedHashMap<>();
  private final Map<String, String> templates = new LinkedHashMap<>();

  void cache(Duration ttl, String... keyParameters) {
    this.ttl = Objects.requireNonNull(ttl, "ttl");
    this.keyParameters = List.of(keyParameters);
  }

  void cacheInvalidation(CacheInvalidation whose) {
    this.invalidation = Objects.requireNonNull(whose, "whose");
  }

  void requiredParameter(String parameter) {
    requiredParameters.add(Objects.requireNonNull(parameter, "parameter"));
  }

  void requestModel(String contentType, Model model) {
    models.put(
        Objects.requireNonNull(contentType, "contentType"), Objects.requireNonNull(model, "model"));
  }

  void requestTemplate(String contentType, String template) {
    templates.put(
        Objects.requireNonNull(contentType, "contentType"),
        Objects.requireNonNull(template, "template"));
  }

  List<MappingTemplate> requestTemplates(List<Problem> problems) {
    List<MappingTemplate> made = new ArrayList<>();
    templates.forEach((type, text) -> {
      mediaType("requestTemplates", type, problems);
      made.add(new MappingTemplate(type, text));
    });
    return made;
  }

  Optional<CacheSettings> cache(RouteVariables variables, List<Problem> problems) {
    if (ttl == null) {
      return Optional.empty();
    }
    int before = problems.size();
    List<ValueExpression> key = new ArrayList<>();
    for (String text : keyParameters) {
      Expressions.parameter("cache.keyParameters[" + text + "]", text, variables, problems)
          .ifPresent(key::add);
    }
    problems.addAll(CacheRules.ttl("cache.ttl", ttl));
    problems.addAll(CacheRules.key("cache.keyParameters", key, variables));
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(CacheSettings.of(ttl, key).withInvalidation(invalidation));
  }

  RequestValidation validation(RouteVariables variables, List<Problem> problems) {
    List<ValueExpression> required = new ArrayList<>();
    for (String text : requiredParameters) {
      Expressions.parameter("requiredParameters[" + text + "]", text, variables, problems)
          .ifPresent(required::add);
    }
    models.keySet().forEach(type -> mediaType("requestModels", type, problems));
    return required.isEmpty() && models.isEmpty()
        ? RequestValidation.none()
        : RequestValidation.of(required, models);
  }

  private static void mediaType(String owner, String type, List<Problem> problems) {
    if (!MEDIA_TYPE.matcher(type).matches()) {
      problems.add(Problem.expected(
          owner + "[" + type + "]", "a media type without parameters, or $default", type));
    }
  }
}
