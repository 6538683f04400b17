package io.apigw.netty;

import io.apigw.api.Problem;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the builder of a server has collected of its TLS side. */
final class TlsSettings {

  private static final Pattern NAME =
      Pattern.compile("(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
          + "(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");

  private final Map<String, Certificate> byName = new LinkedHashMap<>();
  Duration handshake = Duration.ofSeconds(10);
  ClientAuth clients = ClientAuth.NONE;

  private @Nullable Certificate certificate;
  private @Nullable Path authorities;

  void certificate(Certificate standard) {
    certificate = standard;
  }

  void certificate(String host, Certificate ofHost) {
    byName.put(host, ofHost);
  }

  void clients(ClientAuth asked, Path trusted) {
    clients = asked;
    authorities = trusted;
  }

  /**
   * Builds the TLS side, if there is to be one.
   *
   * @param problems takes what is wrong
   */
  Optional<TlsEntrance> entrance(List<Problem> problems, boolean http2) {
    Certificate standard = certificate;
    if (standard == null) {
      if (!byName.isEmpty()) {
        problems.add(Problem.expected(
            "sni", "a certificate for clients that name no host, by tls(…)", "none"));
      }
      if (clients != ClientAuth.NONE) {
        problems.add(Problem.expected("clientCertificates", "TLS, by tls(…)", "none"));
      }
      return Optional.empty();
    }
    int before = problems.size();
    Map<String, SslContext> contexts = new LinkedHashMap<>();
    byName.forEach((host, certificate) -> {
      String path = "sni[" + host + "]";
      if (!NAME.matcher(host).matches()) {
        problems.add(Problem.expected(path, "a host name, or *. and a domain", host));
      }
      context(path, certificate, problems, http2).ifPresent(built -> contexts.put(host, built));
    });
    Optional<SslContext> fallback = context("tls", standard, problems, http2);
    return problems.size() == before
        ? fallback.map(built -> new TlsEntrance(built, contexts, handshake))
        : Optional.empty();
  }

  private Optional<SslContext> context(
      String path, Certificate source, List<Problem> problems, boolean http2) {
    return source.match(
        own -> {
          check(path, own, problems, http2);
          return Optional.of(own);
        },
        files -> built(path, files, problems, http2));
  }

  private Optional<SslContext> built(
      String path, Files files, List<Problem> problems, boolean http2) {
    try {
      return Optional.of(build(files, http2));
    } catch (IOException | IllegalArgumentException unusable) {
      problems.add(Problem.expected(
          path,
          "a chain of certificates and its key, readable and in PEM",
          files.chain() + " and " + files.key() + " (" + reason(unusable) + ")"));
      return Optional.empty();
    }
  }

  private void check(String path, SslContext given, List<Problem> problems, boolean http2) {
    if (given.isClient()) {
      problems.add(Problem.expected(path, "the context of a server", "that of a client"));
    }
    boolean offered =
        given.applicationProtocolNegotiator().protocols().contains(ApplicationProtocolNames.HTTP_2);
    if (offered && !http2) {
      problems.add(
          Problem.expected(path, "a context that offers no h2 with http2(false)", "one that does"));
    }
    if (clients != ClientAuth.NONE) {
      problems.add(Problem.expected(
          "clientCertificates",
          "certificates of files; a context of your own asks for client certificates itself",
          path + " of an SslContext"));
    }
  }

  private SslContext build(Files files, boolean http2) throws IOException {
    SslContextBuilder builder = SslContextBuilder.forServer(
            files.chain().toFile(), files.key().toFile())
        .protocols("TLSv1.3", "TLSv1.2")
        .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
        .applicationProtocolConfig(protocols(http2));
    Path trusted = authorities;
    if (trusted != null) {
      builder.trustManager(trusted.toFile()).clientAuth(clients);
    }
    return builder.build();
  }

  private static ApplicationProtocolConfig protocols(boolean http2) {
    return new ApplicationProtocolConfig(
        ApplicationProtocolConfig.Protocol.ALPN,
        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
        http2
            ? List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1)
            : List.of(ApplicationProtocolNames.HTTP_1_1));
  }

  private static String reason(Exception unusable) {
    Throwable root = unusable;
    for (Throwable next = root; next != null; next = next.getCause()) {
      root = next;
    }
    return String.valueOf(root.getMessage());
  }

  /** Where a certificate comes from. */
  sealed interface Certificate permits Given, Files {

    /** Answers for each kind. */
    <T> T match(Function<SslContext, T> onContext, Function<Files, T> onFiles);
  }

  /** A context of the user's own. */
  record Given(SslContext context) implements Certificate {

    @Override
    public <T> T match(Function<SslContext, T> onContext, Function<Files, T> onFiles) {
      return onContext.apply(context);
    }
  }

  /** A chain and its key in PEM files. */
  record Files(Path chain, Path key) implements Certificate {

    @Override
    public <T> T match(Function<SslContext, T> onContext, Function<Files, T> onFiles) {
      return onFiles.apply(this);
    }
  }
}
