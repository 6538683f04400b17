package io.apigw.auth;

import io.apigw.api.JsonArray;
import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.Principal;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.AuthorizerCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A token that was found good, kept with the answer that lets its bearer in; what remains for each call is whether the
 * route's scopes are met.
 */
final class VerifiedToken {

  private final CompletionStage<Authorization> allowed;
  private final Set<String> scopes;
  private final boolean withScopes;
  private final boolean withoutScopes;
  private final long untilMillis;

  private VerifiedToken(
      CompletionStage<Authorization> allowed,
      Set<String> scopes,
      boolean withScopes,
      boolean withoutScopes,
      long untilMillis) {
    this.allowed = allowed;
    this.scopes = scopes;
    this.withScopes = withScopes;
    this.withoutScopes = withoutScopes;
    this.untilMillis = untilMillis;
  }

  static VerifiedToken of(JsonObject claims, TokenKinds kinds, long untilMillis) {
    Set<String> scopes = new LinkedHashSet<>();
    Json.text(claims, "scope").ifPresent(text -> scopes.addAll(words(text)));
    Json.text(claims, "scp")
        .ifPresentOrElse(
            text -> scopes.addAll(words(text)), () -> scopes.addAll(Json.texts(claims, "scp")));
    String id =
        Json.text(claims, "sub").or(() -> Json.text(claims, "client_id")).orElse("");
    List<JsonValue> scopeValues = new ArrayList<>();
    scopes.forEach(scope -> scopeValues.add(JsonValue.of(scope)));
    Principal principal =
        Principal.of(id).with("claims", claims).with("scopes", JsonArray.of(scopeValues));
    Authorization allowed = new Authorization.Allowed(principal);
    return new VerifiedToken(
        CompletableFuture.completedFuture(allowed),
        Collections.unmodifiableSet(scopes),
        kinds.fit(claims, scopes, true),
        kinds.fit(claims, scopes, false),
        untilMillis);
  }

  boolean believedAt(Instant now) {
    return now.toEpochMilli() < untilMillis;
  }

  /** Lets the call in if the token is of the right kind and the route names no scope, or one that the token has. */
  CompletionStage<Authorization> decide(AuthorizerCall call, TokenRefusals refusals) {
    List<String> wanted = call.scopes();
    if (!(wanted.isEmpty() ? withoutScopes : withScopes)) {
      return refusals.invalidToken(call, "the token is not of the kind that the method takes", "");
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (scopes.contains(wanted.get(i))) {
        return allowed;
      }
    }
    return wanted.isEmpty() ? allowed : refusals.insufficientScope(call);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
