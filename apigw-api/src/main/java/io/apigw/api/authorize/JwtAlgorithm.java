package io.apigw.api.authorize;

/**
 * A signature algorithm that a token may be signed with. AWS accepts the RSA family only, which is the default; the
 * others are ours. Neither {@code none} nor a shared secret (HS256) can be allowed.
 */
public enum JwtAlgorithm {
  /** RSA PKCS#1 with SHA-256; allowed by default. */
  RS256,
  /** RSA PKCS#1 with SHA-384; allowed by default. */
  RS384,
  /** RSA PKCS#1 with SHA-512; allowed by default. */
  RS512,
  /** RSA PSS with SHA-256; ours. */
  PS256,
  /** RSA PSS with SHA-384; ours. */
  PS384,
  /** RSA PSS with SHA-512; ours. */
  PS512,
  /** ECDSA on P-256; ours. */
  ES256,
  /** ECDSA on P-384; ours. */
  ES384,
  /** ECDSA on P-521; ours. */
  ES512,
  /** Ed25519; ours. */
  EdDSA
}
