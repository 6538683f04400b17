package io.apigw.runtime.monitor;

import io.apigw.api.ApiKind;
import io.apigw.api.Problem;
import io.apigw.api.engine.Prepared;
import io.apigw.api.monitor.AccessLog;
import io.apigw.runtime.monitor.AccessLogFormat.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes one line for each request into the sink of an {@link AccessLog}, whose format is compiled at deploy. */
public final class AccessLogMonitor {

  private static final List<Field> HTTP_FIELDS = List.of(
      new Field("requestId", "requestId"),
      new Field("ip", "identity.sourceIp"),
      new Field("requestTime", "requestTime"),
      new Field("httpMethod", "httpMethod"),
      new Field("routeKey", "routeKey"),
      new Field("status", "status"),
      new Field("protocol", "protocol"),
      new Field("responseLength", "responseLength"));

  private static final List<Field> REST_FIELDS = List.of(
      new Field("requestId", "requestId"),
      new Field("extendedRequestId", "extendedRequestId"),
      new Field("ip", "identity.sourceIp"),
      new Field("caller", "identity.caller"),
      new Field("user", "identity.user"),
      new Field("requestTime", "requestTime"),
      new Field("httpMethod", "httpMethod"),
      new Field("resourcePath", "resourcePath"),
      new Field("status", "status"),
      new Field("protocol", "protocol"),
      new Field("responseLength", "responseLength"));

  private AccessLogMonitor() {}

  /**
   * Compiles the access log of a stage.
   *
   * @param log what to write and where to
   * @param kind the kind of the stage's API
   * @return the monitor, or all that is wrong, with paths relative to the log
   */
  public static Prepared<Monitor> prepare(AccessLog log, ApiKind kind) {
    return prepare(
        log, ContextVariables.of(kind), kind == ApiKind.REST ? REST_FIELDS : HTTP_FIELDS);
  }

  /**
   * Compiles an access log for requests that find no API; variables of every kind may stand in it.
   *
   * @param log what to write and where to
   * @return the monitor, or all that is wrong, with paths relative to the log
   */
  public static Prepared<Monitor> prepareUnrouted(AccessLog log) {
    return prepare(log, ContextVariables.any(), HTTP_FIELDS);
  }

  private static Prepared<Monitor> prepare(
      AccessLog log, ContextVariables variables, List<Field> standard) {
    List<Problem> problems = new ArrayList<>();
    List<Field> fields = log.variables().isEmpty() ? standard : named(log.variables());
    AccessLogFormat format = log.format()
        .map(text -> AccessLogFormat.parse(text, variables, problems))
        .orElseGet(() -> AccessLogFormat.json(fields, variables, problems));
    if (!problems.isEmpty()) {
      return Prepared.faulty(problems);
    }
    Consumer<String> sink = log.sink();
    return Prepared.ready(
        new GuardedMonitor("access log", record -> sink.accept(format.line(record))));
  }

  private static List<Field> named(List<String> variables) {
    return variables.stream().map(name -> new Field(name, name)).toList();
  }
}
