package io.apigw.auth;

import io.apigw.api.JsonArray;
import io.apigw.api.JsonBoolean;
import io.apigw.api.JsonNumber;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonString;
import io.apigw.api.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a member is, for rules that ask for one kind of value. */
final class Json {

  private static final JsonValue.Cases<Optional<String>> TEXT = new Only<>() {
    @Override
    public Optional<String> string(JsonString string) {
      return Optional.of(string.value());
    }
  };

  private static final JsonValue.Cases<Optional<List<JsonValue>>> ITEMS = new Only<>() {
    @Override
    public Optional<List<JsonValue>> array(JsonArray array) {
      return Optional.of(array.items());
    }
  };

  private static final JsonValue.Cases<Optional<JsonObject>> OBJECT = new Only<>() {
    @Override
    public Optional<JsonObject> object(JsonObject object) {
      return Optional.of(object);
    }
  };

  private static final JsonValue.Cases<Optional<Double>> NUMBER = new Only<>() {
    @Override
    public Optional<Double> number(JsonNumber number) {
      return Optional.of(number.doubleValue());
    }
  };

  private Json() {}

  static boolean has(JsonObject object, String name) {
    return object.members().containsKey(name);
  }

  /** A member that is a string. */
  static Optional<String> text(JsonObject object, String name) {
    return object.get(name).flatMap(value -> value.match(TEXT));
  }

  /** A value that is a string. */
  static Optional<String> text(JsonValue value) {
    return value.match(TEXT);
  }

  /** A value that is an object. */
  static Optional<JsonObject> object(JsonValue value) {
    return value.match(OBJECT);
  }

  /** A member that is an array. */
  static Optional<List<JsonValue>> items(JsonObject object, String name) {
    return object.get(name).flatMap(value -> value.match(ITEMS));
  }

  /** A member that is a number, to the precision of a double; infinite when it is beyond all of them. */
  static OptionalDouble number(JsonObject object, String name) {
    Optional<Double> number = object.get(name).flatMap(value -> value.match(NUMBER));
    return number.isPresent() ? OptionalDouble.of(number.get()) : OptionalDouble.empty();
  }

  /** The strings that a member is: one, or all of an array; empty if it is missing or anything else stands there. */
  static List<String> texts(JsonObject object, String name) {
    Optional<String> single = text(object, name);
    if (single.isPresent()) {
      return List.of(single.get());
    }
    List<JsonValue> items = items(object, name).orElse(List.of());
    List<String> texts =
        items.stream().map(Json::text).flatMap(Optional::stream).toList();
    return texts.size() == items.size() ? texts : List.of();
  }

  /** Empty for all kinds but those that are overridden. */
  private interface Only<T> extends JsonValue.Cases<Optional<T>> {

    @Override
    default Optional<T> object(JsonObject object) {
      return Optional.empty();
    }

    @Override
    default Optional<T> array(JsonArray array) {
      return Optional.empty();
    }

    @Override
    default Optional<T> string(JsonString string) {
      return Optional.empty();
    }

    @Override
    default Optional<T> number(JsonNumber number) {
      return Optional.empty();
    }

    @Override
    default Optional<T> bool(JsonBoolean bool) {
      return Optional.empty();
    }

    @Override
    default Optional<T> nothing() {
      return Optional.empty();
    }
  }
}
