package io.apigw.runtime.transform;

import io.apigw.api.Headers;
import io.apigw.runtime.route.Routed;
import io.apigw.runtime.throttle.Admitted;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the headers for a back end, in this order: the client's, less what goes no further; what is mapped; what the
 * gateway says itself. So neither a client nor a mapping can take away or forge what the gateway says.
 *
 * @param table what of the client's is passed on
 * @param mappings what is mapped
 * @param own what the gateway says
 * @param apiId the API's id
 */
record RequestHeaders(
    HeaderTable table, List<HeaderMapping> mappings, GatewayHeaders own, String apiId) {

  /** How many the gateway itself may add. */
  private static final int MORE = 8;

  RequestHeaders {
    mappings = List.copyOf(mappings);
  }

  /** Returns the headers; null if a mapped value cannot stand in one. */
  @Nullable
  Headers of(Admitted admitted) {
    Routed routed = admitted.routed();
    Headers.Builder headers = passedOn(routed.request().headers(), routed.proxied());
    for (int i = 0; i < mappings.size(); i++) {
      if (!mappings.get(i).apply(admitted, headers)) {
        return null;
      }
    }
    own.write(routed, apiId, headers);
    return headers.build();
  }

  private Headers.Builder passedOn(Headers received, boolean trusted) {
    Set<String> listed = ListedNames.of(received);
    Headers.Builder headers = Headers.builder(received.size() + MORE);
    for (int i = 0; i < received.size(); i++) {
      if (passes(received, i, listed, trusted)) {
        headers.addFrom(received, i);
      }
    }
    return headers;
  }

  private boolean passes(Headers received, int index, Set<String> listed, boolean trusted) {
    String name = received.name(index);
    if (!listed.isEmpty() && listed.contains(name)) {
      return false;
    }
    return switch (table.rule(name)) {
      case PASS -> true;
      case TRUSTED -> trusted;
      case UNSIGNED -> !signed(received, name);
      case DROP, REMAP -> false;
    };
  }

  private static boolean signed(Headers received, String name) {
    for (int at = received.indexOf(name, 0); at >= 0; at = received.indexOf(name, at + 1)) {
      if (received.value(at).startsWith("AWS4-")) {
        return true;
      }
    }
    return false;
  }
}
