package io.apigw.runtime.transform;

import io.apigw.api.ApiKind;
import io.apigw.api.Availability;
import io.apigw.api.JsonEngine;
import io.apigw.api.Problem;
import io.apigw.api.ValueExpression;
import io.apigw.api.engine.Prepared;
import io.apigw.api.integrate.HttpIntegration;
import io.apigw.api.integrate.ParameterMapping;
import io.apigw.api.integrate.ParameterMapping.Location;
import io.apigw.api.integrate.ParameterMapping.Operation;
import io.apigw.api.integrate.UriTemplate;
import io.apigw.api.integrate.UriTemplate.Position;
import io.apigw.api.integrate.UriTemplate.Text;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.throttle.Admitted;
import io.apigw.runtime.transform.TransformStep.BackendRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes, when an API is deployed, the step that writes requests to an HTTP back end. */
final class ProxyCompiler {

  private final HttpIntegration http;
  private final BackendRoute route;
  private final ApiKind kind;
  private final JsonEngine json;
  private final RouteVariables variables;
  private final UriTemplate uri;
  private final List<Problem> problems = new ArrayList<>();

  ProxyCompiler(HttpIntegration http, BackendRoute route) {
    this.http = http;
    this.route = route;
    this.kind = route.stage().kind().orElse(ApiKind.HTTP);
    this.json = route.json();
    this.variables = new RouteVariables(route.labels().routeKey(), route.parameters());
    this.uri = http.uri().resolve(route.stage().variables());
  }

  Prepared<Step<Admitted, Outgoing>> compile() {
    uri.problems().forEach(problem -> problems.add(problem.under("uri")));
    for (ParameterMapping mapping : mappings(Location.HEADER)) {
      if (mapping.name().equalsIgnoreCase("Host")) {
        String path = "requestParameters[" + mapping.target() + "]";
        problems.add(Problem.expected(
            path, "a header other than Host, which is the back end's own", mapping.name()));
      }
    }
    if (!problems.isEmpty()) {
      return Prepared.faulty(problems);
    }
    PieceCompiler pieces = new PieceCompiler(kind, variables, mappedVariables(), json);
    BackendHost host = host(pieces);
    if (!problems.isEmpty()) {
      return Prepared.faulty(problems);
    }
    Step<Admitted, Outgoing> step = new ProxyRequest(
        http.method().orElse(null),
        new BackendUri(host, path(pieces), pathVaries(), query(pieces)),
        headers(),
        route.timeout());
    return Prepared.ready(needsBody() ? route.room().worked(step) : step);
  }

  private BackendHost host(PieceCompiler pieces) {
    if (uri.origin().isPresent()) {
      return BackendHost.fixed(uri.origin().get());
    }
    int port = uri.scheme().equals("https") ? 443 : 80;
    List<UriPiece> name = pieces.pieces(uri, Position.AUTHORITY);
    List<UriTemplate.Part> parts = uri.parts(Position.AUTHORITY);
    for (int i = 0; i < parts.size(); i++) {
      String text = parts.get(i) instanceof Text constant ? constant.text() : "";
      int colon = text.indexOf(':');
      boolean last = i == parts.size() - 1;
      if (colon >= 0 && last && text.substring(colon + 1).matches("[0-9]{1,5}")) {
        port = Integer.parseInt(text.substring(colon + 1));
        name.set(i, UriPiece.text(text.substring(0, colon)));
      } else if (colon >= 0 || text.indexOf('[') >= 0) {
        problems.add(Problem.expected(
            "uri", "{name} within a host name, and a port at its end", uri.toString()));
      }
    }
    if (port < 1 || port > 65535) {
      problems.add(Problem.expected("uri", "a port from 1 to 65535", port));
    }
    return BackendHost.varying(uri.scheme(), name, port);
  }

  private List<UriPiece> path(PieceCompiler pieces) {
    Optional<ValueExpression> whole = wholePath();
    if (whole.isPresent()) {
      return pieces.path(whole.get());
    }
    List<UriPiece> path = pieces.pieces(uri, Position.PATH);
    if (!variables.all()) {
      return path;
    }
    List<UriTemplate.Part> parts = uri.parts(Position.PATH);
    if (!parts.isEmpty()
        && parts.get(parts.size() - 1) instanceof Text last
        && last.text().endsWith("/")) {
      path.set(
          path.size() - 1, UriPiece.text(last.text().substring(0, last.text().length() - 1)));
    }
    path.add(UriPiece.routedPath());
    return path;
  }

  private boolean pathVaries() {
    return wholePath().isPresent()
        || variables.all()
        || !uri.parts(Position.PATH).stream().allMatch(Text.class::isInstance);
  }

  /** HTTP APIs: {@code overwrite:path}. */
  private Optional<ValueExpression> wholePath() {
    return mappings(Location.PATH).stream()
        .filter(mapping -> mapping.operation() == Operation.OVERWRITE)
        .findFirst()
        .flatMap(ParameterMapping::source);
  }

  /** REST APIs: {@code integration.request.path.name}. */
  private Map<String, ValueExpression> mappedVariables() {
    Map<String, ValueExpression> mapped = new HashMap<>();
    for (ParameterMapping mapping : mappings(Location.PATH)) {
      if (mapping.operation() == Operation.SET) {
        mapping.source().ifPresent(source -> mapped.put(mapping.name(), source));
      }
    }
    return mapped;
  }

  private QueryRules query(PieceCompiler pieces) {
    Set<String> removed = new HashSet<>();
    List<QueryRules.Added> added = new ArrayList<>();
    for (ParameterMapping mapping : mappings(Location.QUERYSTRING)) {
      boolean replaces =
          mapping.operation() == Operation.OVERWRITE || mapping.operation() == Operation.REMOVE;
      if (replaces || mapping.source().filter(ProxyCompiler::vouched).isPresent()) {
        removed.add(mapping.name());
      }
      mapping
          .source()
          .ifPresent(source -> added.add(new QueryRules.Added(
              mapping.name(), source.reader(kind, json), kind == ApiKind.REST)));
    }
    return new QueryRules(pieces.pieces(uri, Position.QUERY), kind == ApiKind.REST, removed, added);
  }

  private RequestHeaders headers() {
    List<HeaderMapping> mappings = new ArrayList<>();
    for (ParameterMapping mapping : mappings(Location.HEADER)) {
      mappings.add(new HeaderMapping(
          mapping.name(),
          mapping.operation(),
          mapping.source().map(source -> source.reader(kind, json)).orElse(null),
          mapping.source().filter(ProxyCompiler::vouched).isPresent()));
    }
    return new RequestHeaders(
        HeaderRules.request(kind),
        mappings,
        kind == ApiKind.REST ? GatewayHeaders.REST : GatewayHeaders.HTTP,
        route.stage().apiId());
  }

  /** In the order in which several of one name are done: overwrite, append, remove. */
  private List<ParameterMapping> mappings(Location location) {
    return http.requestParameters().stream()
        .filter(mapping -> mapping.location() == location)
        .sorted((a, b) -> Integer.compare(turn(a.operation()), turn(b.operation())))
        .toList();
  }

  private static int turn(Operation operation) {
    return switch (operation) {
      case SET, OVERWRITE -> 0;
      case APPEND -> 1;
      case REMOVE -> 2;
    };
  }

  private boolean needsBody() {
    return http.requestParameters().stream()
        .flatMap(mapping -> mapping.source().stream())
        .anyMatch(source -> source.availability() == Availability.BODY);
  }

  /** Whether a value is the gateway's word, which nothing of the client's may stand beside. */
  private static boolean vouched(ValueExpression source) {
    return source instanceof ValueExpression.ContextVariable
        || (source instanceof ValueExpression.Concatenation mixed
            && mixed.parts().stream().anyMatch(ValueExpression.ContextVariable.class::isInstance));
  }
}
