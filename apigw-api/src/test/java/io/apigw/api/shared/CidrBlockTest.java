package io.apigw.api.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrBlockTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "0.0.0.0/0, 1.2.3.4, true",
    "0.0.0.0/0, ::1, false",
    "::/0, ::1, true",
    "::/0, 1.2.3.4, false",
    "1.2.3.4/32, 1.2.3.4, true",
    "1.2.3.4/32, 1.2.3.5, false",
    "1.2.3.4, 1.2.3.4, true",
    "1.2.3.4, 1.2.3.5, false",
    "192.168.0.128/25, 192.168.0.127, false",
    "192.168.0.128/25, 192.168.0.128, true",
    "172.16.0.0/12, 172.31.255.255, true",
    "172.16.0.0/12, 172.32.0.0, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::, false",
    "::ffff:10.0.0.0/104, 10.9.9.9, true",
    "::ffff:0:0/96, 1.2.3.4, true",
    "::1/128, ::1, true"
  })
  void aBlockContainsTheAddressesOfItsPrefix(String block, String address, boolean contained) {
    assertThat(CidrBlock.parse(block).contains(IpAddress.parse(address))).isEqualTo(contained);
    assertThat(CidrBlock.parse(CidrBlock.parse(block).toString()))
        .isEqualTo(CidrBlock.parse(block));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/33, expected a prefix of 0 to 32 bits but was 10.0.0.0/33",
    "::/129, expected a prefix of 0 to 128 bits but was ::/129",
    "'10.0.0.1/8', 'expected no bits set after the first 8, as in 10.0.0.0/8 but was 10.0.0.1/8'",
    "2001:db8::1/32, 'expected no bits set after the first 32, as in 2001:db8::/32 but was 2001:db8::1/32'",
    "10.0.0.0/, expected an IP address or a block such as 10.0.0.0/8 but was 10.0.0.0/",
    "10.0.0.0/08, expected an IP address or a block such as 10.0.0.0/8 but was 10.0.0.0/08",
    "10.0.0.0/-1, expected an IP address or a block such as 10.0.0.0/8 but was 10.0.0.0/-1",
    "10.0.0.0/+8, expected an IP address or a block such as 10.0.0.0/8 but was 10.0.0.0/+8",
    "10.0.0.0/8/8, expected an IP address or a block such as 10.0.0.0/8 but was 10.0.0.0/8/8",
    "10.0.0.0/255.0.0.0, expected an IP address or a block such as 10.0.0.0/8 but was 10.0.0.0/255.0.0.0",
    "example.com/8, expected an IP address or a block such as 10.0.0.0/8 but was example.com/8",
    "::ffff:10.0.0.0/8, expected a prefix of 96 to 128 bits for a mapped IPv4 address but was ::ffff:10.0.0.0/8",
    "'', expected an IP address or a block such as 10.0.0.0/8 but was empty"
  })
  void malformedBlocksAreRefused(String text, String message) {
    assertThatThrownBy(() -> CidrBlock.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aSetContainsWhatOneOfItsBlocksContains() {
    CidrSet set = CidrSet.parse(List.of("10.0.0.0/8", "::1"));
    assertThat(set.contains(IpAddress.parse("10.1.1.1"))).isTrue();
    assertThat(set.contains(IpAddress.parse("::1"))).isTrue();
    assertThat(set.contains(IpAddress.parse("::2"))).isFalse();
    assertThat(CidrSet.parse(List.of()).contains(IpAddress.parse("::1"))).isFalse();
    assertThat(set).isEqualTo(CidrSet.parse(List.of("10.0.0.0/8", "0:0::1/128")));
  }
}
