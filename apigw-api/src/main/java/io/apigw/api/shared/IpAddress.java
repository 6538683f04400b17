package io.apigw.api.shared;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address, read from its literal form alone: there is never a look-up of a name.
 *
 * <p>An IPv4 address mapped into IPv6 ({@code ::ffff:10.0.0.1}, in whatever spelling) is that IPv4 address, so that
 * one client has one address. Immutable, with value equality.
 */
public final class IpAddress {

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads an address.
   *
   * @param text four decimal numbers without leading zeros, or IPv6 as in RFC 4291; no brackets, port, zone or blanks
   * @return the address
   * @throws IllegalArgumentException if it is anything else
   */
  public static IpAddress parse(String text) {
    return literal(text)
        .orElseThrow(
            () -> new IllegalArgumentException(Expect.message("an IPv4 or IPv6 address", text)));
  }

  /**
   * Reads an address that a client sent, which may be anything.
   *
   * @param text the text
   * @return the address; empty if the text is none, by the rules of {@link #parse}
   */
  public static Optional<IpAddress> literal(String text) {
    byte[] bytes = IpLiteral.parse(text);
    return bytes.length == 0 ? Optional.empty() : Optional.of(new IpAddress(unmapped(bytes)));
  }

  /**
   * The address of a connection's peer.
   *
   * @param address Java's form of it; a zone is left out
   * @return the same address
   */
  public static IpAddress from(InetAddress address) {
    return new IpAddress(unmapped(address.getAddress()));
  }

  /**
   * The address in network order.
   *
   * @return a copy: 4 bytes for IPv4, 16 for IPv6
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * How long the address is.
   *
   * @return 32 for IPv4, 128 for IPv6
   */
  public int bits() {
    return bytes.length * 8;
  }

  /**
   * Whether the first bits of two addresses are the same.
   *
   * @param other another address
   * @param prefix how many bits count, 0 to {@link #bits()}
   * @return false also if one address is IPv4 and the other IPv6
   */
  boolean agrees(IpAddress other, int prefix) {
    if (bytes.length != other.bytes.length) {
      return false;
    }
    int whole = prefix / 8;
    for (int i = 0; i < whole; i++) {
      if (bytes[i] != other.bytes[i]) {
        return false;
      }
    }
    return prefix % 8 == 0 || ((bytes[whole] ^ other.bytes[whole]) & 0xff) >> (8 - prefix % 8) == 0;
  }

  /** This address with all bits after the first ones set to zero. */
  IpAddress network(int prefix) {
    byte[] cut = bytes.clone();
    for (int i = 0; i < cut.length; i++) {
      int kept = Math.max(0, Math.min(8, prefix - 8 * i));
      cut[i] &= (byte) (0xff << (8 - kept));
    }
    return new IpAddress(cut);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /**
   * The one spelling of this address.
   *
   * @return four decimal numbers, or IPv6 as RFC 5952 writes it
   */
  @Override
  public String toString() {
    return IpLiteral.write(bytes);
  }

  private static byte[] unmapped(byte[] bytes) {
    boolean mapped = bytes.length == 16 && bytes[10] == -1 && bytes[11] == -1;
    for (int i = 0; mapped && i < 10; i++) {
      mapped = bytes[i] == 0;
    }
    return mapped ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
  }
}
