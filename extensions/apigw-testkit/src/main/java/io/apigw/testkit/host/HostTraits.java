package io.apigw.testkit.host;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** Which protocol a host speaks, and what it does beyond the least that every host does. Immutable. */
public final class HostTraits {

  private final boolean http2;
  private final Optional<SSLContext> tls;
  private final Set<HostTrait> traits;

  private HostTraits(boolean http2, Optional<SSLContext> tls, Set<HostTrait> traits) {
    this.http2 = http2;
    this.tls = tls;
    this.traits = Set.copyOf(traits);
  }

  /**
   * Returns a host of HTTP/1.1 without TLS that has every other trait but half close.
   *
   * @return the traits
   */
  public static HostTraits http1() {
    return new HostTraits(
        false,
        Optional.empty(),
        EnumSet.complementOf(EnumSet.of(
            HostTrait.HALF_CLOSE, HostTrait.TELLS_SERVER_NAME, HostTrait.ASKS_FOR_CERTIFICATES)));
  }

  /**
   * Returns a host of HTTP/2 with every trait but the casing of names, which HTTP/2 does not have, and half close:
   * without TLS by prior knowledge, with TLS by ALPN.
   *
   * @return the traits
   */
  public static HostTraits http2() {
    return new HostTraits(true, Optional.empty(), http1().without(HostTrait.KEEPS_CASING).traits);
  }

  /**
   * Returns these traits of a host behind TLS, which tells the server name.
   *
   * @param client what a client trusts, and the certificate that it has, if any
   * @return the traits
   */
  public HostTraits tls(SSLContext client) {
    HostTraits named = with(HostTrait.TELLS_SERVER_NAME);
    return new HostTraits(http2, Optional.of(client), named.traits);
  }

  /**
   * Returns these traits and one more.
   *
   * @param trait that the host has
   * @return the traits
   */
  public HostTraits with(HostTrait trait) {
    EnumSet<HostTrait> more = EnumSet.of(trait);
    more.addAll(traits);
    return new HostTraits(http2, tls, more);
  }

  /**
   * Returns these traits but one.
   *
   * @param trait that the host does not have
   * @return the traits
   */
  public HostTraits without(HostTrait trait) {
    EnumSet<HostTrait> fewer = EnumSet.allOf(HostTrait.class);
    fewer.removeIf(any -> any == trait || !traits.contains(any));
    return new HostTraits(http2, tls, fewer);
  }

  /**
   * Returns whether the host has a trait.
   *
   * @param trait the trait
   * @return whether
   */
  public boolean has(HostTrait trait) {
    return traits.contains(Objects.requireNonNull(trait, "trait"));
  }

  /**
   * Returns whether it is HTTP/2 that is spoken.
   *
   * @return false for HTTP/1.1
   */
  public boolean isHttp2() {
    return http2;
  }

  /**
   * Returns what a client needs for TLS.
   *
   * @return empty without TLS
   */
  public Optional<SSLContext> tls() {
    return tls;
  }
}
