package io.apigw.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Reads the Huffman code of HPACK (RFC 7541, appendix B). The code is canonical: the lengths say all.
 */
final class HuffmanText {

  /** The length of each symbol's code, as '0' and so many characters above; the last is the end of a text. */
  private static final String LENGTHS =
      "=GLLLLLLLHNLLNLLLLLLLLNLLLLLLLLL6::<=68;::8;8666555666666678?6<:=67777777777777777777777878=C=>6"
          + "?56565666577666567655677777?;>=LDFDDFFFGFGGGGGHGHHFGHGGGGEFGFGGHFEDFFGGEGFFHEFGGEEFEGFGG"
          + "DFFFGFFGJJDCFGFIJJJKKJHICEJKKJKHEEJJLKKKDHDEFEEGFFIIHHJGJKJJKKKKKLKKKKKJN";

  private static final int LONGEST = 30;

  private HuffmanText() {}

  static byte[] decoded(byte[] coded, int offset, int length) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    int code = 0;
    int bits = 0;
    int first = 0;
    int skipped = 0;
    for (int i = 0; i < length * 8; i++) {
      int bit = (coded[offset + i / 8] >> (7 - i % 8)) & 1;
      code = (code << 1) | bit;
      first <<= 1;
      bits++;
      int count = count(bits);
      if (code - first < count) {
        text.write(symbol(bits, code - first));
        code = 0;
        bits = 0;
        first = 0;
        skipped = 0;
      } else {
        first += count;
        skipped++;
      }
      if (skipped > LONGEST) {
        throw new IOException("expected a Huffman code but was none");
      }
    }
    if (bits > 7 || code != (1 << bits) - 1) {
      throw new IOException("expected the padding of a Huffman code but was something else");
    }
    return text.toByteArray();
  }

  private static int count(int bits) {
    return (int) LENGTHS.chars().filter(each -> each - '0' == bits).count();
  }

  private static int symbol(int bits, int place) {
    int left = place;
    for (int symbol = 0; symbol < LENGTHS.length(); symbol++) {
      if (LENGTHS.charAt(symbol) - '0' == bits && left-- == 0) {
        return symbol;
      }
    }
    throw new IllegalStateException("no symbol of " + bits + " bits at " + place);
  }
}
