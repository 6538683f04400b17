package io.apigw.api.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::ffff:10.0.0.1, 10.0.0.1",
    "::ffff:a00:1, 10.0.0.1",
    "0:0:0:0:0:ffff:10.0.0.1, 10.0.0.1",
    "0000:0000:0000:0000:0000:FFFF:0A00:0001, 10.0.0.1",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8::1, 2001:db8::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0db8:0000:0001:0001:0001:0001:0001, 2001:db8:0:1:1:1:1:1",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "64:ff9b::1.2.3.4, 64:ff9b::102:304",
    "::1.2.3.4, ::102:304"
  })
  void literalsAreReadAndWrittenInOneWay(String text, String canonical) {
    assertThat(IpAddress.parse(text)).hasToString(canonical).isEqualTo(IpAddress.parse(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "10.0.0.1 ",
        " 10.0.0.1",
        "010.0.0.1",
        "0x0a.1",
        "0x0a.0.0.1",
        "167772161",
        "10.1",
        "10.0.0",
        "10.0.0.1.2",
        "10.0.0.256",
        "10.0.0.",
        ".10.0.0.1",
        "10..0.1",
        "10.0.0.-1",
        "+1.0.0.1",
        "1０.0.0.1",
        "00.0.0.0",
        "localhost",
        "example.com",
        "fe80::1%eth0",
        "fe80::1%1",
        "[::1]",
        "::1/128",
        "1.2.3.4:80",
        ":",
        ":::",
        "1:::2",
        "1::2::3",
        ":1",
        "1:",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "12345::",
        "g::",
        "::1.2.3",
        "::1.2.3.04",
        "1.2.3.4::",
        "1.2.3.4::1",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::ffff:1.2.3.256",
        "1::2:",
        "::1:",
        "-1::",
        "::\u0661"
      })
  void everythingElseIsRefusedWithoutALookUp(String text) {
    assertThat(IpAddress.literal(text)).isEmpty();
    assertThatThrownBy(() -> IpAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected an IPv4 or IPv6 address but was ");
  }

  @Test
  void longTextIsRefusedAtOnce() {
    assertThat(IpAddress.literal(":".repeat(10_000_000))).isEmpty();
  }

  @Test
  void bytesAreInNetworkOrderAndCopied() {
    IpAddress address = IpAddress.parse("1.2.3.255");
    assertThat(address.bytes()).containsExactly(1, 2, 3, -1);
    address.bytes()[0] = 9;
    assertThat(address).hasToString("1.2.3.255");
    assertThat(IpAddress.parse("::1").bytes()).hasSize(16);
    assertThat(IpAddress.parse("::ffff:1.2.3.4").bits()).isEqualTo(32);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void whatIsWrittenIsWhatJavaReads(long seed) throws UnknownHostException {
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      for (int j = 0; j < bytes.length; j += 2) {
        if (random.nextBoolean()) {
          bytes[j] = (byte) random.nextInt();
          bytes[j + 1] = (byte) random.nextInt();
        }
      }
      IpAddress address = IpAddress.from(InetAddress.getByAddress(bytes));
      assertThat(IpAddress.parse(address.toString())).as("seed %s", seed).isEqualTo(address);
      assertThat(InetAddress.getByName(address.toString()).getAddress())
          .as("seed %s", seed)
          .isEqualTo(address.bytes());
    }
  }
}
