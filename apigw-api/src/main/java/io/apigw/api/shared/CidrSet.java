package io.apigw.api.shared;

import java.util.List;

/**
 * Blocks of addresses, such as the trusted proxies or the addresses that a policy names.
 *
 * @param blocks the blocks; none contains no address
 */
public record CidrSet(List<CidrBlock> blocks) {

  /**
   * Keeps the blocks.
   *
   * @param blocks the blocks; copied
   */
  public CidrSet {
    blocks = List.copyOf(blocks);
  }

  /**
   * Reads a list of blocks.
   *
   * @param texts blocks as {@link CidrBlock#parse} reads them
   * @return the set
   * @throws IllegalArgumentException for the first text that is no block
   */
  public static CidrSet parse(List<String> texts) {
    return new CidrSet(texts.stream().map(CidrBlock::parse).toList());
  }

  /**
   * Whether an address is in one of the blocks.
   *
   * @param address an address
   * @return true if a block contains it
   */
  public boolean contains(IpAddress address) {
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).contains(address)) {
        return true;
      }
    }
    return false;
  }
}
