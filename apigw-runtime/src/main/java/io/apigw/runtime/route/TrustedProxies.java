package io.apigw.runtime.route;

import io.apigw.api.Headers;
import io.apigw.api.Problem;
import io.apigw.api.Request;
import io.apigw.api.shared.CidrBlock;
import io.apigw.api.shared.CidrSet;
import io.apigw.api.shared.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The proxies whose word on a request's origin counts. The caller's address is the connection's, unless that is such a
 * proxy: then the right-most address in {@code X-Forwarded-For} that is none, or, without that header, in {@code
 * Forwarded}. A trusted proxy that writes {@code Forwarded} must drop the client's {@code X-Forwarded-For}. Addresses are
 * literals; what is none ends the search at the hop that told it. Immutable.
 */
public final class TrustedProxies {

  private static final TrustedProxies NONE = new TrustedProxies(new CidrSet(List.of()));

  private final CidrSet blocks;

  private TrustedProxies(CidrSet blocks) {
    this.blocks = blocks;
  }

  /** Returns no proxies: the caller's address is always the connection's. */
  public static TrustedProxies none() {
    return NONE;
  }

  /**
   * Reads addresses and blocks of addresses.
   *
   * @param texts for example {@code 10.0.0.0/8}
   * @param problems takes what is wrong with one of them
   */
  public static TrustedProxies parse(List<String> texts, Consumer<? super Problem> problems) {
    List<CidrBlock> blocks = new ArrayList<>();
    for (String text : texts) {
      try {
        blocks.add(CidrBlock.parse(text));
      } catch (IllegalArgumentException wrong) {
        problems.accept(
            new Problem("trustedProxies[" + text + "]", String.valueOf(wrong.getMessage())));
      }
    }
    return blocks.isEmpty() ? NONE : new TrustedProxies(new CidrSet(blocks));
  }

  /** Returns whether the connection's other side is a trusted proxy. */
  boolean trusts(Request request) {
    return !blocks.blocks().isEmpty()
        && IpAddress.literal(request.connection().peerAddress())
            .filter(blocks::contains)
            .isPresent();
  }

  /**
   * Returns the caller's address; a mapped IPv4 address in its IPv4 form.
   *
   * @param trusted whether the connection's other side is {@linkplain #trusts trusted}
   */
  String sourceIp(Request request, boolean trusted) {
    String peer = request.connection().peerAddress();
    return trusted ? beyond(peer, request.headers()) : plain(peer);
  }

  private String beyond(String peer, Headers headers) {
    List<String> hops = hops(headers);
    String nearest = plain(peer);
    for (int i = hops.size() - 1; i >= 0; i--) {
      Optional<IpAddress> hop = IpAddress.literal(withoutPort(hops.get(i)));
      if (hop.isEmpty()) {
        return nearest;
      }
      nearest = hop.get().toString();
      if (!blocks.contains(hop.get())) {
        return nearest;
      }
    }
    return nearest;
  }

  private static List<String> hops(Headers headers) {
    boolean plain = headers.contains("X-Forwarded-For");
    List<String> hops = new ArrayList<>();
    for (String line : headers.all(plain ? "X-Forwarded-For" : "Forwarded")) {
      for (String element : line.split(",", -1)) {
        hops.add(plain ? element.strip() : forwardedFor(element));
      }
    }
    return hops;
  }

  /** The address of {@code for=} in one element of {@code Forwarded} (RFC 7239); empty without one. */
  private static String forwardedFor(String element) {
    for (String pair : element.split(";", -1)) {
      String text = pair.strip();
      if (text.toLowerCase(Locale.ROOT).startsWith("for=")) {
        String value = text.substring(4);
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
      }
    }
    return "";
  }

  /** Of {@code [address]:port} and {@code v4:port} the address. */
  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon > 0 && hop.indexOf(':', colon + 1) < 0 ? hop.substring(0, colon) : hop;
  }

  /** A host's own spelling is kept, but for mapped addresses. */
  private static String plain(String peer) {
    return peer.indexOf(':') < 0
        ? peer
        : IpAddress.literal(peer).map(IpAddress::toString).orElse(peer);
  }
}
