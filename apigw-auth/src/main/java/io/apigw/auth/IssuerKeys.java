package io.apigw.auth;

import io.apigw.api.Problem;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.authorize.TrustedIssuer;
import io.apigw.api.engine.Prepared;
import io.apigw.api.shared.Expect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds the keys of a definition's issuers, and what is wrong with where they are. Not thread-safe. */
final class IssuerKeys {

  private final boolean plainHttp;
  private final Function<KeyLocation, Keys> remote;
  private final List<Problem> problems;

  /**
   * Begins.
   *
   * @param plainHttp whether keys may be fetched without TLS from anywhere
   * @param remote makes or shares the keys of an address
   * @param problems what is wrong with the definition already
   */
  IssuerKeys(boolean plainHttp, Function<KeyLocation, Keys> remote, List<Problem> problems) {
    this.plainHttp = plainHttp;
    this.remote = remote;
    this.problems = new ArrayList<>(problems);
  }

  /** The issuers with their keys; of no use if there are problems. */
  Issuers of(String path, List<TrustedIssuer> trusted, Function<TrustedIssuer, JwtRules> rules) {
    Map<String, Issuers.Trusted> byName = new HashMap<>();
    for (int i = 0; problems.isEmpty() && i < trusted.size(); i++) {
      TrustedIssuer issuer = trusted.get(i);
      String place = i == 0 && path.equals("issuers") ? "" : path + "[" + issuer + "]";
      keys(issuer, place)
          .ifPresent(
              keys -> byName.put(issuer.issuer(), new Issuers.Trusted(keys, rules.apply(issuer))));
    }
    return new Issuers(byName);
  }

  /** The authorizer, unless there are problems. */
  Prepared<ReadyAuthorizer> prepared(Supplier<ReadyAuthorizer> authorizer) {
    return problems.isEmpty() ? Prepared.ready(authorizer.get()) : Prepared.faulty(problems);
  }

  private Optional<Keys> keys(TrustedIssuer issuer, String place) {
    if (issuer.keySet().isPresent()) {
      byte[] json = issuer.keySet().get().getBytes(StandardCharsets.UTF_8);
      Optional<Keys> given = KeySet.parse(json).map(GivenKeys::new);
      if (given.isEmpty()) {
        add(new Problem("keySet", "expected a JWK set with a key that may be used"), place);
      }
      return given;
    }
    KeyLocation location = KeyLocation.of(issuer, plainHttp);
    List<Problem> ofAddress = new ArrayList<>();
    Expect.parses(ofAddress, issuer.jwksUri().isPresent() ? "jwksUri" : "issuer", location::start);
    ofAddress.forEach(problem -> add(problem, place));
    return ofAddress.isEmpty() ? Optional.of(remote.apply(location)) : Optional.empty();
  }

  private void add(Problem problem, String place) {
    problems.add(place.isEmpty() ? problem : problem.under(place));
  }
}
