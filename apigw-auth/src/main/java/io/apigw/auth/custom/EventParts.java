package io.apigw.auth.custom;

import io.apigw.api.Headers;
import io.apigw.api.JsonArray;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.QueryString;
import io.apigw.api.ValueSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What events of all formats are made of. */
final class EventParts {

  private EventParts() {}

  /** Each header's last value, names as the client wrote them first. */
  static JsonObject lastHeaders(Headers headers) {
    return collect(
        namesOf(headers).entrySet(),
        Map.Entry::getValue,
        entry -> JsonValue.of(headers.last(entry.getKey()).orElse("")));
  }

  /** All values of each header. */
  static JsonObject allHeaders(Headers headers) {
    return collect(
        namesOf(headers).entrySet(),
        Map.Entry::getValue,
        entry -> texts(headers.all(entry.getKey())));
  }

  /** All values of each header but cookies joined, names in lower case. */
  static JsonObject joinedHeaders(Headers headers) {
    Map<String, String> names = namesOf(headers);
    names.remove("cookie");
    return collect(
        names.keySet(),
        Function.identity(),
        name -> JsonValue.of(String.join(",", headers.all(name))));
  }

  /** Names as they were first written, by what they are in lower case. */
  private static Map<String, String> namesOf(Headers headers) {
    Map<String, String> names = new LinkedHashMap<>();
    headers.forEach((name, value) -> names.putIfAbsent(name.toLowerCase(Locale.ROOT), name));
    return names;
  }

  static JsonObject lastParameters(QueryString query) {
    return collect(
        query.names(),
        Function.identity(),
        name -> JsonValue.of(query.last(name).orElse("")));
  }

  static JsonObject allParameters(QueryString query) {
    return collect(query.names(), Function.identity(), name -> texts(query.all(name)));
  }

  static JsonObject joinedParameters(QueryString query) {
    return collect(
        query.names(),
        Function.identity(),
        name -> JsonValue.of(String.join(",", query.all(name))));
  }

  static JsonObject pathParameters(ValueSource source) {
    return collect(
        source.pathParameterNames(),
        Function.identity(),
        name -> JsonValue.of(source.pathParameter(name).orElse("")));
  }

  static JsonObject stageVariables(ValueSource source) {
    return collect(
        source.stageVariableNames(),
        Function.identity(),
        name -> JsonValue.of(source.stageVariable(name).orElse("")));
  }

  static JsonArray texts(List<String> texts) {
    return JsonArray.of(texts.stream().map(JsonValue::of).toList());
  }

  /** Variables of the context by the names they have in an event; those without a value are left out. */
  static void context(JsonObject.Builder event, ValueSource source, String... names) {
    for (String name : names) {
      source.context(name).ifPresent(value -> event.with(name, value));
    }
  }

  static JsonValue number(Optional<String> digits) {
    return digits
        .map(text -> (JsonValue) JsonValue.of(Long.parseLong(text)))
        .orElse(JsonValue.ofNull());
  }

  /** The certificate that the client has shown; JSON's null for none. */
  static JsonValue certificate(ValueSource source) {
    String start = "identity.clientCert.";
    if (source.context(start + "subjectDN").isEmpty()) {
      return JsonValue.ofNull();
    }
    JsonObject.Builder certificate = JsonObject.builder();
    for (String name : List.of("clientCertPem", "subjectDN", "issuerDN", "serialNumber")) {
      certificate.with(name, source.context(start + name).orElse(""));
    }
    JsonObject.Builder validity = JsonObject.builder();
    for (String name : List.of("notBefore", "notAfter")) {
      validity.with(name, source.context(start + "validity." + name).orElse(""));
    }
    return certificate.with("validity", validity.build()).build();
  }

  private static <T> JsonObject collect(
      Collection<T> items,
      Function<? super T, String> name,
      Function<? super T, ? extends JsonValue> value) {
    JsonObject.Builder object = JsonObject.builder();
    items.forEach(item -> object.with(name.apply(item), value.apply(item)));
    return object.build();
  }
}
