package io.apigw.runtime.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.ApiKind;
import io.apigw.api.DefinitionException;
import io.apigw.api.definition.RouteKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the vectors do not show: many routes, names that collide, definitions that cannot be. */
class RouteTrieTest {

  @ParameterizedTest
  @EnumSource(
      value = ApiKind.class,
      names = {"REST", "HTTP"})
  void everyOneOfTenThousandRoutesIsFound(ApiKind kind) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      keys.add("GET /area" + i % 97 + "/thing" + i + "/{id}/parts");
    }
    RouteTrie trie = trie(kind, keys.toArray(new String[0]));
    for (int i = 0; i < 10_000; i++) {
      assertThat(find(trie, "GET", "/area" + i % 97 + "/thing" + i + "/7/parts"))
          .isEqualTo(keys.get(i));
    }
    assertThat(find(trie, "GET", "/area0/thing1/7/parts")).isEqualTo("none");
    assertThat(find(trie, "GET", "/area1/thing1/7")).isEqualTo("none");
  }

  @Test
  void literalsOfOneHashAreToldApart() {
    RouteTrie trie = trie(ApiKind.REST, "GET /AaAa", "GET /BBBB", "GET /AaBB", "GET /x/{id}");
    assertThat(find(trie, "GET", "/AaAa")).isEqualTo("GET /AaAa");
    assertThat(find(trie, "GET", "/BBBB")).isEqualTo("GET /BBBB");
    assertThat(find(trie, "GET", "/AaBB")).isEqualTo("GET /AaBB");
    assertThat(find(trie, "GET", "/BBAa")).isEqualTo("none");
  }

  @Test
  void pathMayBeginAnywhereInTheText() {
    RouteTrie trie = trie(ApiKind.HTTP, "GET /", "GET /pets/{id}");
    assertThat(Objects.requireNonNull(trie.find("/prod/pets/7", 5, Verbs.indexOf("GET")))
            .key()
            .toString())
        .isEqualTo("GET /pets/{id}");
    assertThat(Objects.requireNonNull(trie.find("/prod", 5, Verbs.indexOf("GET")))
            .key()
            .toString())
        .isEqualTo("GET /");
  }

  @Test
  void pathsDeeperAndLongerThanAnyRouteAreMisses() {
    RouteTrie trie = trie(ApiKind.REST, "GET /a/{b}/c");
    assertThat(find(trie, "GET", "/a" + "/b".repeat(5_000))).isEqualTo("none");
    assertThat(find(trie, "GET", "/a/" + "b".repeat(10_000) + "/c")).isEqualTo("GET /a/{b}/c");
  }

  @Test
  void routesThatTakeTheSameRequestsAreAllReported() {
    assertThatThrownBy(() -> trie(
            ApiKind.HTTP,
            "GET /pets/{id}",
            "GET /pets/{name}",
            "ANY /files/{a+}",
            "ANY /files/{b+}",
            "GET /%61",
            "GET /a",
            "POST /a"))
        .isInstanceOfSatisfying(
            DefinitionException.class,
            wrong -> assertThat(wrong.problems())
                .extracting(Object::toString)
                .containsExactly(
                    "routes[GET /pets/{name}]: expected requests of its own but was those of GET /pets/{id}",
                    "routes[ANY /files/{b+}]: expected requests of its own but was those of ANY /files/{a+}",
                    "routes[GET /a]: expected requests of its own but was those of GET /%61"));
  }

  @Test
  void shapesAreBoundedSoThatNoPathIsSearchedForLong() {
    List<String> keys = new ArrayList<>();
    for (int shape = 0; shape <= RouteTrie.MAX_SHAPES; shape++) {
      keys.add(shaped(shape, 10));
    }
    assertThatThrownBy(() -> trie(ApiKind.REST, keys.toArray(new String[0])))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining(
            "no more than 512 orders of literals and variables in the first 10 segments");
  }

  @Test
  void asManyShapesAsAreAllowedStillGiveTheRightRoute() {
    List<String> keys = new ArrayList<>();
    for (int shape = 0; shape < RouteTrie.MAX_SHAPES; shape++) {
      keys.add(shaped(shape, 9));
    }
    for (ApiKind kind : List.of(ApiKind.REST, ApiKind.HTTP)) {
      RouteTrie trie = trie(kind, keys.toArray(new String[0]));
      assertThat(find(trie, "GET", "/a/a/a/a/a/a/a/a/a/end"))
          .isEqualTo("GET /a/a/a/a/a/a/a/a/a/end");
      assertThat(find(trie, "GET", "/a/a/x/a/a/a/x/a/a/end"))
          .isEqualTo("GET /a/a/{p2}/a/a/a/{p6}/a/a/end");
      assertThat(find(trie, "GET", "/a/a/a/a/a/a/a/a/a/other")).isEqualTo("none");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/pest, GET /pets",
    "/PETS, GET /pets",
    "/pets/7/toys, GET /pets/{id}",
    "/pets/7/owner, GET /pets/{id}/owners",
    "/pets/7/owners/x, GET /pets/{id}/owners",
    "/stores, GET /stores/{id}",
    "/elephants, none",
    "/, none"
  })
  void nearestRouteIsTheOneThatWasProbablyMeant(String path, String expected) {
    RouteTrie trie = trie(
        ApiKind.REST, "GET /pets", "GET /pets/{id}", "GET /pets/{id}/owners", "GET /stores/{id}");
    assertThat(Optional.ofNullable(NearestRoute.of(trie, path, 0))
            .map(RouteKey::toString)
            .orElse("none"))
        .isEqualTo(expected);
  }

  private static String shaped(int shape, int length) {
    StringBuilder key = new StringBuilder("GET ");
    for (int i = 0; i < length; i++) {
      key.append((shape >> i & 1) == 0 ? "/a" : "/{p" + i + "}");
    }
    return key.append("/end").toString();
  }

  private static RouteTrie trie(ApiKind kind, String... keys) {
    return Stages.of(kind, "shop", "prod", keys).trie();
  }

  private static String find(RouteTrie trie, String verb, String path) {
    Target target = trie.find(path, 0, Verbs.indexOf(verb.toUpperCase(Locale.ROOT)));
    return target == null ? "none" : target.key().toString();
  }
}
