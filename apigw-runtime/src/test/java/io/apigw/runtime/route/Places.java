package io.apigw.runtime.route;

import io.apigw.api.ApiKind;
import io.apigw.api.definition.DomainMapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Reads the declarations of {@code place-vectors.txt}. */
final class Places {

  private final Map<String, StageRoutes> stages = new LinkedHashMap<>();
  private final RoutingTable.Builder table = RoutingTable.builder();

  void declare(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "map" -> {
        int slash = words[1].indexOf('/');
        table.mapping(
            new DomainMapping(words[1].substring(0, slash), words[1].substring(slash + 1)),
            stage(words[2]));
      }
      case "root" -> table.rootWhenAlone(stage(words[1]));
      case "closed" -> table.withoutDefaultEndpoint(words[1]);
      default -> {
        int slash = words[1].indexOf('/');
        ApiKind kind = ApiKind.valueOf(words[0]);
        StageRoutes routes = kind == ApiKind.REST
            ? Stages.of(
                kind,
                words[1].substring(0, slash),
                words[1].substring(slash + 1),
                "ANY /{proxy+}",
                "ANY /")
            : Stages.of(
                kind, words[1].substring(0, slash), words[1].substring(slash + 1), "$default");
        stages.put(words[1], routes);
        table.stage(routes);
      }
    }
  }

  RoutingTable table() {
    return table.build();
  }

  private StageRoutes stage(String name) {
    return Objects.requireNonNull(stages.get(name), name);
  }
}
