package io.apigw.api.shared;

import java.util.Objects;

/**
 * A block of addresses such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; a single address is a block of one. IPv4
 * blocks contain no IPv6 addresses and the other way round, {@code ::/0} too; a block of mapped addresses is the IPv4
 * block that it maps.
 *
 * @param address the first address of the block
 * @param prefix how many bits all its addresses share
 */
public record CidrBlock(IpAddress address, int prefix) {

  private static final int MAPPED_BITS = 96;

  /**
   * Checks that the address is the first of the block.
   *
   * @param address the first address of the block
   * @param prefix how many bits all its addresses share
   * @throws IllegalArgumentException if the address has not so many bits, or has bits set beyond them
   */
  public CidrBlock {
    Objects.requireNonNull(address, "address");
    if (prefix < 0 || prefix > address.bits()) {
      throw new IllegalArgumentException(
          Expect.message("a prefix of 0 to " + address.bits() + " bits", address + "/" + prefix));
    }
    if (!address.network(prefix).equals(address)) {
      throw new IllegalArgumentException(Expect.message(
          "no bits set after the first " + prefix + ", as in " + address.network(prefix) + "/"
              + prefix,
          address + "/" + prefix));
    }
  }

  /**
   * Reads a block.
   *
   * @param text an address, or an address, a slash and a number of bits without leading zeros
   * @return the block
   * @throws IllegalArgumentException if it is anything else, or has bits set outside its prefix
   */
  public static CidrBlock parse(String text) {
    int slash = text.indexOf('/');
    IpAddress address = IpAddress.literal(slash < 0 ? text : text.substring(0, slash))
        .orElseThrow(() -> wrong(text));
    if (slash < 0) {
      return new CidrBlock(address, address.bits());
    }
    String bits = text.substring(slash + 1);
    if (bits.isEmpty()
        || bits.length() > 3
        || bits.chars().anyMatch(c -> c < '0' || c > '9')
        || (bits.length() > 1 && bits.charAt(0) == '0')) {
      throw wrong(text);
    }
    int prefix = Integer.parseInt(bits);
    boolean mapped = address.bits() == 32 && text.lastIndexOf(':', slash) >= 0;
    if (mapped && prefix < MAPPED_BITS) {
      throw new IllegalArgumentException(
          Expect.message("a prefix of 96 to 128 bits for a mapped IPv4 address", text));
    }
    return new CidrBlock(address, mapped ? prefix - MAPPED_BITS : prefix);
  }

  /**
   * Whether an address is one of this block.
   *
   * @param candidate an address
   * @return true if it shares the block's first bits
   */
  public boolean contains(IpAddress candidate) {
    return address.agrees(candidate, prefix);
  }

  /**
   * The one spelling of this block.
   *
   * @return for example {@code 10.0.0.0/8}
   */
  @Override
  public String toString() {
    return address + "/" + prefix;
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        Expect.message("an IP address or a block such as 10.0.0.0/8", text));
  }
}
