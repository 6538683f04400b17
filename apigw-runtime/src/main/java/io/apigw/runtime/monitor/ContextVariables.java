package io.apigw.runtime.monitor;

import static java.util.Map.entry;

import io.apigw.api.ApiKind;
import io.apigw.api.Headers;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The variables of {@code $context} by their names, one table for each kind of API. A name is in the table also when
 * nothing sets it yet, as for the firewall's: AWS accepts it in a format and writes {@code -}.
 *
 * <p>{@code methodArn} and {@code error.facts} (what a refusal says for the log alone) are ours.
 */
final class ContextVariables {

  /** Reads one variable of a request; null when it is unset. */
  @FunctionalInterface
  interface Reader {

    @Nullable
    String read(Recording record);
  }

  private static final Reader UNSET = record -> null;

  private static final DateTimeFormatter REQUEST_TIME = DateTimeFormatter.ofPattern(
          "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
      .withZone(ZoneOffset.UTC);

  private static final Map<String, Reader> EVERY_KIND = Map.ofEntries(
      entry("accountId", record -> record.labels.account()),
      entry("apiId", record -> filled(record.apiId())),
      entry("awsEndpointRequestId", ContextVariables::integrationRequestId),
      entry("customDomain.basePathMatched", record -> filled(record.basePath)),
      entry("customDomain.routingRuleIdMatched", UNSET),
      entry("domainName", HostName::of),
      entry("domainPrefix", HostName::prefix),
      entry("extendedRequestId", Recording::extendedRequestId),
      entry("httpMethod", Recording::method),
      entry("integration.error", record -> record.integrationError),
      entry("integration.integrationStatus", ContextVariables::integrationStatus),
      entry("integration.latency", ContextVariables::integrationLatency),
      entry("integration.requestId", ContextVariables::integrationRequestId),
      entry("integration.status", ContextVariables::integrationStatus),
      entry("integrationErrorMessage", record -> record.integrationError),
      entry("integrationLatency", ContextVariables::integrationLatency),
      entry("integrationStatus", ContextVariables::integrationStatus),
      entry("methodArn", ContextVariables::methodArn),
      entry("path", record -> record.path),
      entry("protocol", ContextVariables::protocol),
      entry("requestId", Recording::requestId),
      entry("requestTime", record -> REQUEST_TIME.format(record.startedAt)),
      entry("requestTimeEpoch", record -> Long.toString(record.startedAt.toEpochMilli())),
      entry("responseLatency", record -> milliseconds(record.totalNanos)),
      entry(
          "responseLength",
          record -> record.ended() ? Long.toString(record.responseLength()) : null),
      entry("stage", record -> filled(record.stage())),
      entry("status", record -> record.status() == 0 ? null : Integer.toString(record.status())));

  private static final Map<String, Reader> REST_ONLY = Map.ofEntries(
      entry("authenticate.error", UNSET),
      entry("authenticate.latency", UNSET),
      entry("authenticate.status", UNSET),
      entry("authorize.error", UNSET),
      entry("authorize.latency", UNSET),
      entry("authorize.status", UNSET),
      entry("deploymentId", record -> filled(record.labels.deploymentId())),
      entry("endpointType", UNSET),
      entry("integration.responseTransferMode", UNSET),
      entry("integration.timeToAllHeaders", UNSET),
      entry("isCanaryRequest", UNSET),
      entry("resourceId", record -> filled(record.labels.resourceId())),
      entry("resourcePath", record -> filled(record.labels.resourcePath())),
      entry("waf.error", record -> record.shieldError),
      entry("waf.latency", UNSET),
      entry("waf.status", ContextVariables::shieldStatus),
      entry("wafResponseCode", record -> record.shieldCode),
      entry("webaclArn", UNSET),
      entry("xrayTraceId", Recording::traceRoot));

  private static final Map<String, Reader> HTTP_ONLY = Map.ofEntries(
      entry("awsEndpointRequestId2", record -> integrationHeader(record, "x-amz-id-2")),
      entry("dataProcessed", ContextVariables::dataProcessed),
      entry("routeKey", record -> filled(record.routeKey())));

  private static final ContextVariables REST = new ContextVariables(
      EVERY_KIND,
      REST_ONLY,
      CallerVariables.EVERY_KIND,
      CallerVariables.REST_ONLY,
      ErrorVariables.EVERY_KIND,
      ErrorVariables.REST_ONLY);

  private static final ContextVariables HTTP = new ContextVariables(
      EVERY_KIND, HTTP_ONLY, CallerVariables.EVERY_KIND, ErrorVariables.EVERY_KIND);

  private static final ContextVariables ANY = new ContextVariables(REST.readers, HTTP.readers);

  private final Map<String, Reader> readers;

  @SafeVarargs
  private ContextVariables(Map<String, Reader>... tables) {
    Map<String, Reader> all = new HashMap<>();
    for (Map<String, Reader> table : tables) {
      all.putAll(table);
    }
    this.readers = Map.copyOf(all);
  }

  /** Returns the variables of all kinds of API, for requests that found none. */
  static ContextVariables any() {
    return ANY;
  }

  /** Returns the variables of the kind of API that a request found. */
  static ContextVariables of(Recording record) {
    return record.kind().map(ContextVariables::of).orElse(ANY);
  }

  /** Returns the variables of one kind of API. */
  static ContextVariables of(ApiKind kind) {
    return switch (kind) {
      case REST -> REST;
      case HTTP -> HTTP;
      case WEBSOCKET -> ANY;
    };
  }

  @Nullable
  String read(String name, Recording record) {
    Reader reader = reader(name);
    return reader == null ? null : reader.read(record);
  }

  /** Returns what reads a variable; null when there is none of that name. */
  @Nullable
  Reader reader(String name) {
    Reader reader = readers.get(name);
    return reader == null ? CallerVariables.ofAuthorizer(name) : reader;
  }

  /** Returns the names that could have been meant by one that does not exist: those that begin alike, or all. */
  Collection<String> namesLike(String name) {
    String group = name.substring(0, name.indexOf('.') + 1);
    TreeSet<String> alike = new TreeSet<>();
    for (String known : readers.keySet()) {
      if (group.isEmpty() ? known.indexOf('.') < 0 : known.startsWith(group)) {
        alike.add(known);
      }
    }
    return alike.isEmpty() ? new TreeSet<>(readers.keySet()) : alike;
  }

  static @Nullable String filled(@Nullable String value) {
    return value == null || value.isEmpty() ? null : value;
  }

  static @Nullable String milliseconds(long nanos) {
    return nanos == Recording.UNSET ? null : Long.toString(nanos / 1_000_000);
  }

  private static @Nullable String integrationLatency(Recording record) {
    return milliseconds(record.integrationNanos);
  }

  private static @Nullable String integrationStatus(Recording record) {
    return record.integrationStatus == 0 ? null : Integer.toString(record.integrationStatus);
  }

  private static @Nullable String integrationRequestId(Recording record) {
    String id = integrationHeader(record, "x-amz-request-id");
    return id == null ? integrationHeader(record, "x-amzn-requestid") : id;
  }

  private static @Nullable String integrationHeader(Recording record, String name) {
    Headers headers = record.integrationHeaders;
    return headers == null ? null : headers.first(name).orElse(null);
  }

  /** The bytes of both bodies, as far as they are known. */
  private static @Nullable String dataProcessed(Recording record) {
    if (!record.ended()) {
      return null;
    }
    return Long.toString(record.responseLength() + record.request.body().lengthOr(0));
  }

  /** AWS says HTTP/1.1 of HTTP/2 clients too, since that is what its own parts speak. */
  private static String protocol(Recording record) {
    String protocol = record.request.protocol();
    return protocol.startsWith("HTTP/1") ? protocol : "HTTP/1.1";
  }

  private static @Nullable String shieldStatus(Recording record) {
    if (record.shieldError != null) {
      return "500";
    }
    return record.shieldCode == null ? null : record.shieldCode.equals("WAF_ALLOW") ? "200" : "403";
  }

  private static @Nullable String methodArn(Recording record) {
    return record.apiId().isEmpty()
        ? null
        : record.labels.stageLabels().arn() + "/" + record.method + record.routedPath;
  }
}
