package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportSettingsTest {

  @Test
  void everythingThatIsWrongIsToldAtOnce(@TempDir Path folder) throws Exception {
    Identity own = Identity.of(folder, "localhost");
    SslContext server =
        SslContextBuilder.forServer(own.key(), own.certificate()).build();
    NettyTransport.Builder builder = NettyTransport.builder()
        .threads(0)
        .maxConnections(0)
        .maxWaiting(-1)
        .connectTimeout(Duration.ZERO)
        .idleTimeout(Duration.ofDays(2))
        .maxLifetime(Duration.ZERO)
        .bodyTimeout(Duration.ofMillis(99))
        .tls(server)
        .nameServers(List.of(InetSocketAddress.createUnresolved("dns.example", 53)));
    assertThatThrownBy(builder::build)
        .asInstanceOf(InstanceOfAssertFactories.type(DefinitionException.class))
        .extracting(DefinitionException::problems)
        .asInstanceOf(InstanceOfAssertFactories.list(Problem.class))
        .extracting(Problem::toString)
        .containsExactly(
            "threads: expected 1 to 1024 but was 0",
            "maxConnections: expected 1 to 1000000 but was 0",
            "maxWaiting: expected 0 to 1000000 but was -1",
            "connectTimeout: expected 100ms to 86400s but was PT0S",
            "idleTimeout: expected 100ms to 86400s but was PT48H",
            "maxLifetime: expected 100ms to 31536000s but was PT0S",
            "bodyTimeout: expected 100ms to 86400s but was PT0.099S",
            "tls: expected the context of a client but was that of a server",
            "nameServers: expected resolved addresses but was dns.example/<unresolved>:53");
  }

  @Test
  void settersRefuseNullOnly() {
    NettyTransport.Builder builder = NettyTransport.builder();
    assertThatThrownBy(() -> builder.connectTimeout(nothing())).hasMessage("limit");
    assertThatThrownBy(() -> builder.idleTimeout(nothing())).hasMessage("limit");
    assertThatThrownBy(() -> builder.maxLifetime(nothing())).hasMessage("limit");
    assertThatThrownBy(() -> builder.bodyTimeout(nothing())).hasMessage("limit");
    assertThatThrownBy(() -> builder.tls(nothing())).hasMessage("context");
    assertThatThrownBy(() -> builder.nameServers(nothing()))
        .isInstanceOf(NullPointerException.class);
    assertThat(builder).isNotNull();
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }
}
