package io.apigw.runtime.route;

import io.apigw.api.Headers;
import io.apigw.api.Problem;
import io.apigw.api.definition.DomainMapping;
import io.apigw.runtime.monitor.Monitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which API and stage a request is for. Immutable: a deploy makes another.
 *
 * <p>A mapping comes first: of the request's exact host, of its wildcard ({@code *.example.com} stands for one label), of
 * any host; in each the longest base path. A host that has a mapping belongs to it: where none of its base paths fits,
 * nothing answers. Then the API whose id is the host's first label, with the stage as the first segment of the path, else
 * its {@code $default} stage. Then the gateway's only API, if it is the only one. The host is matched and never used
 * otherwise; a header that is no host, and two of them, are none.
 */
public final class RoutingTable {

  private final Map<String, BasePaths> exactHosts;
  private final Map<String, BasePaths> wildcardHosts;
  private final BasePaths anyHost;
  private final Map<String, ApiEndpoint> apis;
  private final @Nullable ApiEndpoint alone;
  private final EntryPoint none;
  private final boolean hostMatters;

  private RoutingTable(Builder from) {
    this.exactHosts = hosts(from, "");
    this.wildcardHosts = hosts(from, "*");
    this.anyHost = BasePaths.of(from.mappings.getOrDefault(DomainMapping.ANY_HOST, Map.of()));
    this.none = EntryPoint.whole(Nowhere.noApi(from.account, from.region, from.monitor));
    this.apis = new LinkedHashMap<>();
    from.apis.forEach((id, api) -> {
      if (!from.closed.contains(id)) {
        apis.put(id.toLowerCase(Locale.ROOT), api.endpoint(from.monitor));
      }
    });
    this.alone =
        from.apis.size() == 1 && apis.size() == 1 ? apis.values().iterator().next() : null;
    this.hostMatters = alone == null || !exactHosts.isEmpty() || !wildcardHosts.isEmpty();
  }

  /** Returns a builder of a table that has no API yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** Finds the way in for a request; where there is none, the one that refuses. */
  EntryPoint find(Headers headers, String path) {
    return hostMatters ? find(HostName.of(headers), path) : orElse(anyHost.find(path), path);
  }

  private EntryPoint find(String host, String path) {
    BasePaths exact = exactHosts.get(host);
    EntryPoint found = exact == null ? null : exact.find(path);
    if (found != null) {
      return found;
    }
    BasePaths wildcard = wildcardHosts.isEmpty() ? null : wildcardHosts.get(wildcard(host));
    found = wildcard == null ? null : wildcard.find(path);
    if (found == null) {
      found = anyHost.find(path);
    }
    if (found != null || exact != null || wildcard != null) {
      return found == null ? none : found;
    }
    ApiEndpoint api = apis.get(HostName.firstLabel(host));
    return api == null ? orElse(null, path) : api.find(path);
  }

  private EntryPoint orElse(@Nullable EntryPoint found, String path) {
    if (found != null) {
      return found;
    }
    return alone == null ? none : alone.findAlone(path);
  }

  private static String wildcard(String host) {
    int dot = host.indexOf('.');
    return dot < 0 ? "" : "*" + host.substring(dot);
  }

  private static Map<String, BasePaths> hosts(Builder from, String beginning) {
    Map<String, BasePaths> hosts = new LinkedHashMap<>();
    from.mappings.forEach((host, byPath) -> {
      boolean wildcard = host.startsWith("*");
      if (!host.equals(DomainMapping.ANY_HOST) && wildcard == !beginning.isEmpty()) {
        hosts.put(host, BasePaths.of(byPath));
      }
    });
    return hosts;
  }

  /** Collects stages and where they are reached. Not thread-safe. */
  public static final class Builder {

    private final Map<String, DeclaredApi> apis = new LinkedHashMap<>();
    private final Map<String, Map<String, EntryPoint>> mappings = new LinkedHashMap<>();
    private final List<String> closed = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private Monitor monitor = record -> {};
    private String account = "000000000000";
    private String region = "local";

    private Builder() {}

    /** Adds a stage, and its API with the first. */
    public Builder stage(StageRoutes routes) {
      String id = routes.stage().apiId();
      account = routes.stage().labels().account();
      region = routes.stage().labels().region();
      apis.keySet().stream()
          .filter(other -> other.equalsIgnoreCase(id) && !other.equals(id))
          .forEach(other -> problems.add(Problem.expected(
              "apis[" + id + "]", "an id that differs from " + other + " in more than case", id)));
      if (apis.computeIfAbsent(id, ignored -> new DeclaredApi())
              .stages
              .put(routes.stage().name(), routes)
          != null) {
        problems.add(Problem.expected("stages[" + name(routes) + "]", "each stage once", "twice"));
      }
      return this;
    }

    /** Maps a host and a base path to a stage, which has been added. */
    public Builder mapping(DomainMapping mapping, StageRoutes routes) {
      EntryPoint before = mappings
          .computeIfAbsent(mapping.host(), ignored -> new LinkedHashMap<>())
          .putIfAbsent(mapping.basePath(), EntryPoint.mapped(routes, mapping.basePath()));
      if (before != null) {
        problems.add(Problem.expected(
            "domains[" + mapping + "]",
            "one stage",
            name(before.routes()) + " and " + name(routes)));
      }
      return this;
    }

    /** Lets a stage, which has been added, answer at the root of hosts that nothing names, if its API is the only one. */
    public Builder rootWhenAlone(StageRoutes routes) {
      apis.computeIfAbsent(routes.stage().apiId(), ignored -> new DeclaredApi()).root = routes;
      return this;
    }

    /** Disables the default endpoint of an API: it answers at its mappings only. */
    public Builder withoutDefaultEndpoint(String apiId) {
      closed.add(apiId);
      return this;
    }

    /** Sets who is told of requests that found no API or no stage; nobody unless set. */
    public Builder monitor(Monitor ofNowhere) {
      this.monitor = ofNowhere;
      return this;
    }

    /** Returns what is wrong: two stages of one name, one place mapped twice, API ids that hosts cannot tell apart. */
    public List<Problem> problems() {
      return List.copyOf(problems);
    }

    /** Returns the table; of two that want one place the first has it. */
    public RoutingTable build() {
      return new RoutingTable(this);
    }

    private static String name(StageRoutes routes) {
      return routes.stage().apiId() + "/" + routes.stage().name();
    }
  }

  /** The stages of one API. */
  private static final class DeclaredApi {

    private final Map<String, StageRoutes> stages = new LinkedHashMap<>();
    private @Nullable StageRoutes root;

    private ApiEndpoint endpoint(Monitor monitor) {
      StageRoutes any =
          stages.isEmpty() && root != null ? root : stages.values().iterator().next();
      return new ApiEndpoint(stages, Nowhere.noStage(any.stage(), monitor), root);
    }
  }
}
