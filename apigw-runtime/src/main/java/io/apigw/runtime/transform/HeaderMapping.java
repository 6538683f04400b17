package io.apigw.runtime.transform;

import io.apigw.api.Headers;
import io.apigw.api.ValueReader;
import io.apigw.api.integrate.ParameterMapping.Operation;
import io.apigw.runtime.throttle.Admitted;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose target is a header of the request to the back end.
 *
 * @param name the header
 * @param operation what is done
 * @param reader reads the value; null for a removal
 * @param vouched whether the value is the gateway's word ({@code $context}): the client's own header of that name is
 *     then never passed on, neither beside the value nor in place of a missing one
 */
record HeaderMapping(
    String name, Operation operation, @Nullable ValueReader reader, boolean vouched) {

  /**
   * Does it.
   *
   * @return false if the value has control characters, which no header can carry
   */
  boolean apply(Admitted admitted, Headers.Builder headers) {
    String value = reader == null ? "" : reader.read(admitted).orElse("");
    if (vouched || replacesAlways() || (operation == Operation.SET && !value.isEmpty())) {
      headers.remove(name);
    }
    if (value.isEmpty()) {
      return true;
    }
    String sendable = sendable(value);
    if (sendable == null) {
      return false;
    }
    headers.add(name, sendable);
    return true;
  }

  private boolean replacesAlways() {
    return operation == Operation.OVERWRITE || operation == Operation.REMOVE;
  }

  /** Text beyond Latin-1 is sent as UTF-8; null for text that would be more than one header's value. */
  private static @Nullable String sendable(String value) {
    boolean latin = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return null;
      }
      latin &= c <= 0xff;
    }
    return latin
        ? value
        : new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
