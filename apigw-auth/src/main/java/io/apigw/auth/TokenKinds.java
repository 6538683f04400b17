package io.apigw.auth;

import io.apigw.api.JsonObject;
import java.util.Optional;
import java.util.Set;

/** Whether it matters which kind of token a method is called with. */
enum TokenKinds {
  /** Any will do, as long as it has a scope of the method's, where there are any. */
  ANY {
    @Override
    boolean fit(JsonObject claims, Set<String> scopes, boolean scoped) {
      return true;
    }
  },

  /** A method with scopes takes access tokens, one without ID tokens. */
  OF_POOL {
    @Override
    boolean fit(JsonObject claims, Set<String> scopes, boolean scoped) {
      Optional<String> use = Json.text(claims, "token_use");
      if (Json.has(claims, "token_use")) {
        return use.equals(Optional.of(scoped ? "access" : "id"));
      }
      return scoped != scopes.isEmpty();
    }
  };

  /**
   * Returns whether a token is of the right kind.
   *
   * @param scopes those of the token
   * @param scoped whether the method has scopes
   */
  abstract boolean fit(JsonObject claims, Set<String> scopes, boolean scoped);
}
