package io.apigw.runtime.embedded;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.apigw.api.JsonException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a text without a word of it: Jackson's own messages quote the text, which may hold anything,
 * so neither they nor the exceptions that carry them are handed on.
 */
final class ReadFault {

  private static final int MOST_CONSTANTS = 20;

  private ReadFault() {}

  static JsonException of(IOException fault) {
    if (fault instanceof JsonMappingException mapping
        && !(fault.getCause() instanceof StreamConstraintsException)) {
      return new JsonException(misfit(mapping));
    }
    String place = fault instanceof JacksonException located ? place(located.getLocation()) : "";
    return new JsonException(place + reason(fault));
  }

  /** A place for the beginning of a message. */
  static String place(@Nullable JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
  }

  /** What the text should hold for a class, in the words of JSON. */
  static String kindOf(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .limit(MOST_CONSTANTS)
          .map(constant -> ((Enum<?>) constant).name())
          .collect(Collectors.joining(
              ", ", "one of ", type.getEnumConstants().length > MOST_CONSTANTS ? " …" : ""));
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isPrimitive() ? type != char.class : Number.class.isAssignableFrom(type)) {
      return "a number in range";
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    return CharSequence.class.isAssignableFrom(type) || type == char.class
        ? "a string"
        : "an object of another form";
  }

  private static String reason(IOException fault) {
    if (fault instanceof StreamConstraintsException
        || fault.getCause() instanceof StreamConstraintsException) {
      return "expected JSON within the limits of depth, size and number length";
    }
    if (fault instanceof JsonEOFException) {
      return "expected more JSON but the text ends";
    }
    String message = String.valueOf(fault.getMessage());
    return message.startsWith("Duplicate ") ? "expected each member once" : "expected JSON";
  }

  private static String misfit(DatabindException fault) {
    StringBuilder message = new StringBuilder();
    if (fault instanceof JsonMappingException mapping) {
      mapping.getPath().forEach(step -> append(message, step));
    }
    if (message.length() > 0) {
      message.append(": ");
    }
    Class<?> target = target(fault);
    return message
        .append("expected ")
        .append(target == null ? "a value that fits" : kindOf(target))
        .toString();
  }

  private static @Nullable Class<?> target(DatabindException fault) {
    if (fault.getCause() instanceof InputCoercionException number) {
      return number.getTargetType();
    }
    return fault instanceof MismatchedInputException misfit ? misfit.getTargetType() : null;
  }

  /** The keys of a map are the text's, the names of fields are the class's. */
  private static void append(StringBuilder path, Reference step) {
    Object from = step.getFrom();
    boolean map =
        from instanceof Map || (from instanceof Class<?> type && Map.class.isAssignableFrom(type));
    if (step.getFieldName() == null) {
      path.append('[').append(step.getIndex()).append(']');
    } else {
      path.append(path.length() == 0 ? "" : ".").append(map ? "*" : step.getFieldName());
    }
  }
}
