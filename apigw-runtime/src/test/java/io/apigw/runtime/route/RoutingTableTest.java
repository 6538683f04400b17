package io.apigw.runtime.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.ApiKind;
import io.apigw.api.Headers;
import io.apigw.api.Problem;
import io.apigw.api.definition.DomainMapping;
import io.apigw.runtime.monitor.Monitor;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the vectors do not show: tables that cannot be, odd hosts, and what stands for nothing. */
class RoutingTableTest {

  private final StageRoutes shop = Stages.of(ApiKind.HTTP, "shop", "$default", "$default");
  private final StageRoutes zoo = Stages.of(ApiKind.REST, "zoo", "prod", "GET /pets");

  @Test
  void placesThatTwoStagesWantAreAllReported() {
    RoutingTable.Builder table = RoutingTable.builder()
        .stage(shop)
        .stage(zoo)
        .mapping(new DomainMapping("api.example.com", "v1"), shop)
        .mapping(new DomainMapping("API.example.com", "v1"), zoo)
        .mapping(new DomainMapping("*", ""), shop)
        .mapping(new DomainMapping("*", ""), zoo);
    assertThat(table.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "domains[api.example.com/v1]: expected one stage but was shop/$default and zoo/prod",
            "domains[*/]: expected one stage but was shop/$default and zoo/prod");
  }

  @Test
  void stageTwiceAndIdsThatDifferInCaseAreReported() {
    RoutingTable.Builder table = RoutingTable.builder()
        .stage(zoo)
        .stage(zoo)
        .stage(Stages.of(ApiKind.HTTP, "Zoo", "dev", "$default"));
    assertThat(table.problems())
        .extracting(Problem::path)
        .containsExactly("stages[zoo/prod]", "apis[Zoo]");
  }

  @Test
  void tableWithoutApisRefusesEverything() {
    EntryPoint found = RoutingTable.builder().build().find(Headers.of("Host", "x"), "/a");
    assertThat(found.routes().stage().kind()).isEmpty();
  }

  @Test
  void twoHostsAreNone() {
    RoutingTable table = RoutingTable.builder().stage(shop).stage(zoo).build();
    assertThat(table.find(Headers.of("Host", "shop.local"), "/a").routes()).isSameAs(shop);
    assertThat(table
            .find(Headers.of("Host", "shop.local", "host", "zoo.local"), "/a")
            .routes()
            .stage()
            .kind())
        .isEmpty();
  }

  @Test
  void monitorOfNowhereHearsOfWhatFoundNoStage() {
    Monitor monitor = record -> {};
    RoutingTable table = RoutingTable.builder().stage(zoo).monitor(monitor).build();
    CompiledStage stage = table.find(Headers.empty(), "/test/a").routes().stage();
    assertThat(stage.monitor()).isSameAs(monitor);
    assertThat(stage.kind()).contains(ApiKind.REST);
    assertThat(stage.apiId()).isEqualTo("zoo");
  }

  @Test
  void answersOfAnUnknownStageHaveTheApisCors() {
    StageRoutes cors = Stages.withCors("$default");
    StageRoutes dev = StageRoutes.builder(
            Stages.stage(ApiKind.HTTP, "shop", "dev", cors.stage().cors()), cors.labels())
        .build();
    RoutingTable table = RoutingTable.builder().stage(dev).build();
    assertThat(table.find(Headers.empty(), "/a").routes().stage().cors())
        .isEqualTo(cors.stage().cors());
    assertThat(table.find(Headers.empty(), "/a").routes().stage().cors())
        .isNotEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api.example.com|api.example.com",
        "API.EXAMPLE.com:8080|api.example.com",
        "api.example.com.|api.example.com",
        "api.example.com.:80|api.example.com",
        "under_score|under_score",
        "127.0.0.1:80|127.0.0.1",
        "[::1]|[::1]",
        "[2001:DB8::1]:80|[2001:db8::1]",
        "[::ffff:1.2.3.4]|[::ffff:1.2.3.4]",
        "a:|a",
        "a:123456|''",
        "a:b|''",
        "a:1:2|''",
        "a b|''",
        "a/b|''",
        "a@b|''",
        "a,b|''",
        "a\\b|''",
        "ä|''",
        "[::1|''",
        "[::1]a|''",
        "[]x|''",
        "::1|''",
        ":80|''",
        "*.example.com|''"
      })
  void hostIsReadStrictly(String header, String expected) {
    assertThat(HostName.parse(header)).isEqualTo(expected);
  }

  @Test
  void hostLongerThanAnyNameIsNone() {
    assertThat(HostName.parse("a".repeat(300))).isEmpty();
    assertThat(HostName.parse("")).isEmpty();
    assertThat(HostName.parse(".")).isEmpty();
  }
}
