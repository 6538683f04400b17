package io.apigw.api.authorize;

import io.apigw.api.Availability;
import io.apigw.api.Problem;
import io.apigw.api.ValueExpression;
import io.apigw.api.ValueExpression.ContextVariable;
import io.apigw.api.ValueExpression.QueryParameter;
import io.apigw.api.ValueExpression.RequestHeader;
import io.apigw.api.ValueExpression.StageVariable;
import io.apigw.api.shared.Expect;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What both kinds of custom authorizer have.
 *
 * @param name the name
 * @param code what stands behind it; no part of the value, but for a remote one's address
 * @param sources the values that a call must have
 * @param unreadable what is wrong with the texts that the sources were read from
 * @param ttl how long a result is kept, where it was said
 */
record CustomSettings(
    String name,
    AuthorizerCode code,
    List<ValueExpression> sources,
    List<Problem> unreadable,
    Optional<Duration> ttl) {

  private static final Duration STANDARD_TTL = Duration.ofMinutes(5);
  private static final Duration MAX_TTL = Duration.ofHours(1);
  private static final int MAX_SOURCES = 10;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:/-]{1,256}");

  CustomSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(code, "code");
    sources = List.copyOf(sources);
    unreadable = List.copyOf(unreadable);
  }

  static CustomSettings of(String name, AuthorizerCode code) {
    return new CustomSettings(name, code, List.of(), List.of(), Optional.empty());
  }

  CustomSettings with(AuthorizerCode other) {
    return new CustomSettings(name, other, sources, unreadable, ttl);
  }

  CustomSettings withTtl(Duration time) {
    return new CustomSettings(name, code, sources, unreadable, Optional.of(time));
  }

  CustomSettings withSources(List<String> texts) {
    List<ValueExpression> read = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String text : texts) {
      try {
        read.add(ValueExpression.parse(text));
      } catch (IllegalArgumentException wrong) {
        problems.add(new Problem("identitySources", String.valueOf(wrong.getMessage())));
      }
    }
    return new CustomSettings(name, code, read, problems, ttl);
  }

  /** AWS's 300 s; without anything to tell calls by, nothing is kept. */
  Duration cacheTtl() {
    return ttl.orElse(sources.isEmpty() ? Duration.ZERO : STANDARD_TTL);
  }

  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(unreadable);
    if (!NAME.matcher(name).matches()) {
      problems.add(Problem.expected("name", "1 to 256 of A-Z a-z 0-9 . _ : / -", name));
    }
    Expect.duration(problems, "cacheTtl", cacheTtl(), Duration.ZERO, MAX_TTL);
    if (sources.isEmpty() && unreadable.isEmpty() && !cacheTtl().isZero()) {
      problems.add(
          new Problem("identitySources", "expected at least one to keep results by but was none"));
    }
    if (sources.size() > MAX_SOURCES) {
      problems.add(Problem.expected("identitySources", "at most 10", sources.size()));
    }
    for (ValueExpression source : sources) {
      if (!identifies(source)) {
        problems.add(Problem.expected(
            "identitySources",
            "a header, query parameter, stage variable or context variable of the request",
            source));
      }
    }
    remoteUrl()
        .filter(url -> !isWeb(url))
        .ifPresent(url -> problems.add(
            Problem.expected("url", "an absolute http(s) URL without user and fragment", url)));
    return List.copyOf(problems);
  }

  Optional<String> remoteUrl() {
    return code instanceof AuthorizerCode.Remote remote
        ? Optional.of(remote.url())
        : Optional.empty();
  }

  boolean sameValue(CustomSettings other) {
    return name.equals(other.name)
        && remoteUrl().equals(other.remoteUrl())
        && sources.equals(other.sources)
        && unreadable.equals(other.unreadable)
        && cacheTtl().equals(other.cacheTtl());
  }

  /** The same in every process. */
  int hashOfValue() {
    return Objects.hash(name, remoteUrl(), sources.toString(), cacheTtl());
  }

  private static boolean identifies(ValueExpression source) {
    if (source instanceof RequestHeader header) {
      return !header.multi();
    }
    if (source instanceof QueryParameter parameter) {
      return !parameter.multi();
    }
    return source instanceof StageVariable
        || (source instanceof ContextVariable && source.availability() == Availability.REQUEST);
  }

  private static boolean isWeb(String url) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return (scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getPort() != 0
          && uri.getPort() <= 65535
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException noUri) {
      return false;
    }
  }
}
