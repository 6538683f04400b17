package io.apigw.auth;

import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of an issuer by their names, as fetched once. Entries that cannot be used are left out, and both of two that
 * share a name; of more than {@value #MAX_KEYS} the rest is not looked at.
 */
final class KeySet {

  static final int MAX_KEYS = 100;

  private final Map<String, VerificationKey> keys;

  private KeySet(Map<String, VerificationKey> keys) {
    this.keys = keys;
  }

  /** The key set that a document is; empty if it is none, or none of its keys can be used. */
  static Optional<KeySet> parse(byte[] json) {
    List<JsonValue> entries =
        StrictJson.object(json).flatMap(set -> Json.items(set, "keys")).orElse(List.of());
    Map<String, VerificationKey> keys = new HashMap<>();
    Set<String> twice = new HashSet<>();
    for (JsonValue entry : entries.subList(0, Math.min(MAX_KEYS, entries.size()))) {
      Optional<JsonObject> jwk = Json.object(entry);
      jwk.flatMap(PublicKeys::read).ifPresent(key -> {
        if (keys.put(key.id(), key) != null) {
          twice.add(key.id());
        }
      });
    }
    keys.keySet().removeAll(twice);
    return keys.isEmpty() ? Optional.empty() : Optional.of(new KeySet(Map.copyOf(keys)));
  }

  Optional<VerificationKey> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }
}
