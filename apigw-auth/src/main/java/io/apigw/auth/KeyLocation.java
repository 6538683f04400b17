package io.apigw.auth;

import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.authorize.TrustedIssuer;
import io.apigw.api.engine.EngineContext;
import io.apigw.auth.fetch.Checked;
import io.apigw.auth.fetch.Fetch;
import io.apigw.auth.fetch.HttpAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where an issuer has its keys: at a known address, or at one that its discovery document names.
 *
 * @param issuer the issuer
 * @param jwksUri the address, if it is known
 * @param plainHttp whether it may be without TLS on any host
 */
record KeyLocation(String issuer, Optional<String> jwksUri, boolean plainHttp) {

  static final String JWKS_FAILED = "JWKS communication error";

  static final String DISCOVERY_FAILED = "OIDC discovery endpoint communication error";
  private static final String DISCOVERY_PATH = "/.well-known/openid-configuration";

  static KeyLocation of(TrustedIssuer issuer, boolean plainHttp) {
    return new KeyLocation(issuer.issuer(), issuer.jwksUri(), plainHttp);
  }

  /** Where a fetch begins. */
  HttpAddress start() {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return HttpAddress.of(jwksUri.orElse(base + DISCOVERY_PATH));
  }

  /** Fetches the keys. */
  CompletionStage<Checked<KeySet>> fetch(EngineContext context) {
    return jwksUri.isPresent() ? keys(context, start()) : discover(context, start());
  }

  private CompletionStage<Checked<KeySet>> discover(EngineContext context, HttpAddress address) {
    return Fetch.get(context, address)
        .thenCompose(document -> document
            .then(json -> named(json)
                .map(Checked::good)
                .orElse(Checked.bad("", "another issuer, or no jwks_uri that may be used")))
            .match(
                uri -> keys(context, HttpAddress.of(uri)),
                bad -> failed(DISCOVERY_FAILED, address, bad.detail())));
  }

  private CompletionStage<Checked<KeySet>> keys(EngineContext context, HttpAddress address) {
    return Fetch.get(context, address)
        .thenCompose(document -> document
            .then(json -> KeySet.parse(json)
                .map(Checked::good)
                .orElse(Checked.bad("", "no key that may be used")))
            .match(
                set -> CompletableFuture.completedStage(Checked.good(set)),
                bad -> failed(JWKS_FAILED, address, bad.detail())));
  }

  /** The address in the issuer's own discovery document, under the rules for those in definitions; without TLS only if the issuer is. */
  private Optional<String> named(byte[] json) {
    return StrictJson.object(json)
        .filter(document -> Json.text(document, "issuer").filter(issuer::equals).isPresent())
        .flatMap(document -> Json.text(document, "jwks_uri"))
        .filter(this::allowed);
  }

  private boolean allowed(String uri) {
    JwtAuthorizer.Builder probe =
        JwtAuthorizer.builder("probe").issuer(issuer).audiences("probe").jwksUri(uri);
    JwtAuthorizer definition = plainHttp ? probe.allowPlainHttp().build() : probe.build();
    return definition.problems().isEmpty() && (!plain(uri) || plain(issuer));
  }

  private static boolean plain(String uri) {
    return uri.toLowerCase(Locale.ROOT).startsWith("http:");
  }

  private static CompletionStage<Checked<KeySet>> failed(
      String reason, HttpAddress address, String detail) {
    return CompletableFuture.completedStage(Checked.bad(reason, address + ": " + detail));
  }
}
