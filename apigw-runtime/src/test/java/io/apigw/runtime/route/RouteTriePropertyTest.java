package io.apigw.runtime.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.definition.RouteKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The trie finds what comparing every route with the path finds. */
class RouteTriePropertyTest {

  private static final long SEED = 20260102;
  private static final int SETS = 200;
  private static final int PATHS = 150;
  private static final List<String> VERBS = List.of("GET", "POST", "DELETE", "ANY");

  @ParameterizedTest
  @EnumSource(
      value = ApiKind.class,
      names = {"REST", "HTTP"})
  void trieAgreesWithComparingEveryRoute(ApiKind kind) {
    for (int set = 0; set < SETS; set++) {
      Random random = new Random(SEED + set);
      List<RouteKey> keys = keys(kind, random);
      RouteTrie trie = trie(kind, keys);
      NaiveRoutes naive = new NaiveRoutes(kind, keys);
      for (int i = 0; i < PATHS; i++) {
        String path = path(random);
        String verb = VERBS.get(random.nextInt(3));
        assertThat(found(trie, verb, path))
            .as("seed %d, %s %s among %s", SEED + set, verb, path, keys)
            .isEqualTo(naive.find(verb, path));
      }
    }
  }

  private static String found(RouteTrie trie, String verb, String path) {
    Target target = trie.find(path, 0, Verbs.indexOf(verb));
    if (target == null) {
      return "none";
    }
    List<String> values = IntStream.range(0, target.variables().count())
        .mapToObj(i -> target.variables().value(i, path))
        .toList();
    return target.key() + " " + values;
  }

  private static RouteTrie trie(ApiKind kind, List<RouteKey> keys) {
    return Stages.of(
            kind, "shop", "prod", keys.stream().map(RouteKey::toString).toArray(String[]::new))
        .trie();
  }

  private static List<RouteKey> keys(ApiKind kind, Random random) {
    Map<String, RouteKey> byShape = new LinkedHashMap<>();
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      RouteKey key = RouteKey.parse(kind, key(kind, random));
      byShape.putIfAbsent(key.toString().replaceAll("\\{\\w+", "{").replace("%61", "a"), key);
    }
    return List.copyOf(byShape.values());
  }

  private static String key(ApiKind kind, Random random) {
    if (kind == ApiKind.HTTP && random.nextInt(8) == 0) {
      return RouteKey.DEFAULT;
    }
    StringBuilder key = new StringBuilder(VERBS.get(random.nextInt(VERBS.size()))).append(' ');
    int depth = random.nextInt(5);
    for (int i = 0; i < depth; i++) {
      int choice = random.nextInt(10);
      String literal =
          kind == ApiKind.HTTP && choice == 0 ? "%61" : choice < 3 ? "a" : choice < 5 ? "b" : "";
      key.append('/').append(literal.isEmpty() ? "{v" + i + "}" : literal);
    }
    if (random.nextInt(4) == 0) {
      key.append("/{rest+}");
    } else if (depth == 0 || (kind == ApiKind.HTTP && random.nextInt(6) == 0)) {
      key.append('/');
    }
    return key.toString();
  }

  private static String path(Random random) {
    List<String> pieces = new ArrayList<>(List.of("/a", "/b", "/c", "/", "/%61", "/a%2Fb"));
    StringBuilder path = new StringBuilder();
    int depth = 1 + random.nextInt(6);
    for (int i = 0; i < depth; i++) {
      path.append(
          pieces.get(random.nextInt(10) < 7 ? random.nextInt(3) : random.nextInt(pieces.size())));
    }
    return path.toString();
  }
}
