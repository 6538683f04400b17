package io.apigw.documentation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Stands for the identity provider and for the back ends that the documentation names. */
final class Provider implements AutoCloseable {

  private final RSAKey key;
  private final HttpServer server;

  private Provider(RSAKey key, HttpServer server) {
    this.key = key;
    this.server = server;
  }

  static Provider start() throws IOException, JOSEException {
    Provider provider = new Provider(
        new RSAKeyGenerator(2048).keyID("docs").generate(),
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    provider.server.createContext("/", exchange -> {
      byte[] answer =
          provider.answer(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    provider.server.start();
    return provider;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String token(String scope) throws JOSEException {
    SignedJWT token = new SignedJWT(
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("docs").build(),
        new JWTClaimsSet.Builder()
            .issuer(url() + "/")
            .audience("pets")
            .subject("ada")
            .claim("scope", scope)
            .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))))
            .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** The documents of the provider; everything else says its own path. */
  private String answer(String path) {
    return switch (path) {
      case "/.well-known/openid-configuration" ->
        "{\"issuer\":\"" + url() + "/\",\"jwks_uri\":\"" + url() + "/keys\"}";
      case "/keys" -> new JWKSet(key.toPublicJWK()).toString();
      default -> path;
    };
  }
}
