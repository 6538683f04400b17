import org.jspecify.annotations.NullMarked;

/** The authorizer engine: signed tokens (JWT). */
@NullMarked
module io.apigw.auth {
  requires static org.jspecify;
  requires transitive io.apigw.api;
  requires com.fasterxml.jackson.databind;
  requires com.github.benmanes.caffeine;
  requires com.nimbusds.jose.jwt;

  exports io.apigw.auth;
}
