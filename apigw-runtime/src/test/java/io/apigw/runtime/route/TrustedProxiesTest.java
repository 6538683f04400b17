package io.apigw.runtime.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Connection;
import io.apigw.api.Headers;
import io.apigw.api.Problem;
import io.apigw.api.Request;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** spec/abuse.md 64 and 66. */
class TrustedProxiesTest {

  private static final String PROXY = "10.0.0.1";
  private static final List<String> TRUSTED = List.of("10.0.0.0/8", "fd00::/8");

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-For, 10.0.0.1",
    "Forwarded, for=10.0.0.1",
    "X-Real-IP, 10.0.0.1",
    "True-Client-IP, 10.0.0.1",
    "X-Forwarded-Host, 10.0.0.1"
  })
  void strangersCannotSayWhereTheyAre(String name, String value) {
    assertThat(sourceIp("203.0.113.7", name, value)).isEqualTo("203.0.113.7");
  }

  @Test
  void nobodyIsTrustedUnlessConfigured() {
    Request request = request(PROXY, "X-Forwarded-For", "203.0.113.7");
    assertThat(TrustedProxies.none().trusts(request)).isFalse();
    assertThat(TrustedProxies.none().sourceIp(request, false)).isEqualTo(PROXY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7|203.0.113.7",
        "1.1.1.1, 203.0.113.7|203.0.113.7",
        "1.1.1.1,203.0.113.7 , 10.9.9.9|203.0.113.7",
        "10.1.1.1, 10.2.2.2|10.1.1.1",
        "2001:DB8::1|2001:db8::1",
        "2001:db8::1, fd00::1|2001:db8::1",
        "::ffff:203.0.113.7|203.0.113.7",
        "::ffff:cb00:7107|203.0.113.7",
        "203.0.113.7, ::ffff:10.0.0.9|203.0.113.7",
        "203.0.113.7:4711|203.0.113.7",
        "[2001:db8::1]:4711|2001:db8::1"
      })
  void trustedProxyIsBelieved(String value, String expected) {
    assertThat(sourceIp(PROXY, "X-Forwarded-For", value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unknown",
        "localhost",
        "evil.example.com",
        "010.0.0.1",
        "0x0a.0.0.1",
        "167772161",
        "fe80::1%eth0",
        "203.0.113.7 x",
        "203.0.113.256",
        ",",
        "[2001:db8::1"
      })
  void whatIsNoLiteralEndsAtTheHopThatToldIt(String value) {
    assertThat(sourceIp(PROXY, "X-Forwarded-For", value)).isEqualTo(PROXY);
    assertThat(sourceIp(PROXY, "X-Forwarded-For", value + ", 10.5.5.5")).isEqualTo("10.5.5.5");
  }

  @Test
  void severalLinesAreOneList() {
    assertThat(sourceIp(
            PROXY, "X-Forwarded-For", "1.1.1.1", "x-forwarded-for", "203.0.113.7, 10.3.3.3"))
        .isEqualTo("203.0.113.7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=203.0.113.7|203.0.113.7",
        "For=\"[2001:db8::1]:80\";proto=https|2001:db8::1",
        "by=10.0.0.1;for=203.0.113.7;host=a, for=10.0.0.2|203.0.113.7",
        "for=1.1.1.1, for=203.0.113.7|203.0.113.7",
        "for=_hidden|10.0.0.1",
        "proto=https|10.0.0.1"
      })
  void forwardedIsReadWithoutTheOtherHeader(String value, String expected) {
    assertThat(sourceIp(PROXY, "Forwarded", value)).isEqualTo(expected);
    assertThat(sourceIp(PROXY, "Forwarded", value, "X-Forwarded-For", "198.51.100.1"))
        .isEqualTo("198.51.100.1");
  }

  @Test
  void proxyWithoutHeadersIsTheCaller() {
    assertThat(sourceIp(PROXY)).isEqualTo(PROXY);
    assertThat(sourceIp("::ffff:10.0.0.1", "X-Forwarded-For", "203.0.113.7"))
        .isEqualTo("203.0.113.7");
  }

  @Test
  void mappedPeerIsItsIpv4Address() {
    assertThat(sourceIp("::ffff:203.0.113.7")).isEqualTo("203.0.113.7");
    assertThat(sourceIp("2001:db8::1")).isEqualTo("2001:db8::1");
  }

  @Test
  void wrongBlocksAreAllReported() {
    List<Problem> problems = new ArrayList<>();
    TrustedProxies proxies = TrustedProxies.parse(
        List.of("10.0.0.0/33", "10.0.0.0/8", "proxy.local", "10.0.0.1/8"), problems::add);
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly(
            "trustedProxies[10.0.0.0/33]",
            "trustedProxies[proxy.local]",
            "trustedProxies[10.0.0.1/8]");
    assertThat(proxies.trusts(request("10.9.9.9"))).isTrue();
  }

  private static String sourceIp(String peer, String... headers) {
    TrustedProxies proxies = TrustedProxies.parse(TRUSTED, problem -> {});
    Request request = request(peer, headers);
    return proxies.sourceIp(request, proxies.trusts(request));
  }

  private static Request request(String peer, String... headers) {
    return Request.builder("GET", "/")
        .headers(Headers.of(headers))
        .connection(Connection.builder(peer, 4711).build())
        .build();
  }
}
