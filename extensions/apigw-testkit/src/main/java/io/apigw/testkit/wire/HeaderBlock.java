package io.apigw.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Header blocks of HPACK (RFC 7541), without a dynamic table: fields are written as plain literals, whatever is in them,
 * and read as anybody may write them who was told that the table holds nothing.
 */
final class HeaderBlock {

  private static final String[] STATIC =
      (":authority|:method=GET|:method=POST|:path=/|:path=/index.html"
              + "|:scheme=http|:scheme=https|:status=200|:status=204|:status=206|:status=304|:status=400"
              + "|:status=404|:status=500|accept-charset|accept-encoding=gzip, deflate|accept-language"
              + "|accept-ranges|accept|access-control-allow-origin|age|allow|authorization|cache-control"
              + "|content-disposition|content-encoding|content-language|content-length|content-location"
              + "|content-range|content-type|cookie|date|etag|expect|expires|from|host|if-match"
              + "|if-modified-since|if-none-match|if-range|if-unmodified-since|last-modified|link|location"
              + "|max-forwards|proxy-authenticate|proxy-authorization|range|referer|refresh|retry-after"
              + "|server|set-cookie|strict-transport-security|transfer-encoding|user-agent|vary|via"
              + "|www-authenticate")
          .split("\\|", -1);

  private final byte[] block;
  private int at;

  private HeaderBlock(byte[] block) {
    this.block = block;
  }

  /** Writes names and values, as Latin-1. */
  static byte[] of(List<String> namesAndValues) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.size(); i++) {
      if (i % 2 == 0) {
        out.write(0);
      }
      byte[] text = WireText.latin1(namesAndValues.get(i));
      number(out, text.length);
      out.writeBytes(text);
    }
    return out.toByteArray();
  }

  /** Reads names and values, as Latin-1. */
  static List<String> read(byte[] block) throws IOException {
    return new HeaderBlock(block).fields();
  }

  private static void number(ByteArrayOutputStream out, int value) {
    if (value < 127) {
      out.write(value);
      return;
    }
    out.write(127);
    int left = value - 127;
    for (; left > 127; left >>= 7) {
      out.write((left & 127) | 128);
    }
    out.write(left);
  }

  private List<String> fields() throws IOException {
    List<String> fields = new ArrayList<>();
    while (at < block.length) {
      int first = block[at] & 0xff;
      if (first >= 128) {
        String entry = entry(number(7));
        fields.add(name(entry));
        fields.add(value(entry));
      } else if (first >> 5 == 1) {
        var unused = number(5); // the size of a table that stays empty
      } else {
        int index = number(first >= 64 ? 6 : 4);
        fields.add(index == 0 ? text() : name(entry(index)));
        fields.add(text());
      }
    }
    return fields;
  }

  private static String entry(int index) throws IOException {
    if (index < 1 || index > STATIC.length) {
      throw new IOException("expected an index of the static table but was " + index);
    }
    return STATIC[index - 1];
  }

  private static String name(String entry) {
    int sign = entry.indexOf('=');
    return sign < 0 ? entry : entry.substring(0, sign);
  }

  private static String value(String entry) {
    int sign = entry.indexOf('=');
    return sign < 0 ? "" : entry.substring(sign + 1);
  }

  private int number(int bits) throws IOException {
    int most = (1 << bits) - 1;
    int value = next() & most;
    if (value < most) {
      return value;
    }
    for (int shift = 0; shift < 28; shift += 7) {
      int more = next();
      value += (more & 127) << shift;
      if (more < 128) {
        return value;
      }
    }
    throw new IOException("expected a number of 28 bits but it goes on");
  }

  private String text() throws IOException {
    boolean coded = at < block.length && block[at] < 0;
    int length = number(7);
    if (length > block.length - at) {
      throw new IOException("expected a text of " + length + " bytes but the block ends");
    }
    byte[] text =
        coded ? HuffmanText.decoded(block, at, length) : Arrays.copyOfRange(block, at, at + length);
    at += length;
    return WireText.latin1(text);
  }

  private int next() throws IOException {
    if (at == block.length) {
      throw new IOException("expected more of a header block but it ends");
    }
    return block[at++] & 0xff;
  }
}
