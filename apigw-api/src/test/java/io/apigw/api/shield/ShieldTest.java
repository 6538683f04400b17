package io.apigw.api.shield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apigw.api.DefinitionException;
import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.apigw.api.Response;
import io.apigw.api.ValueSource;
import io.apigw.api.definition.RestApi;
import io.apigw.api.definition.Stage;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IP sets and shields as values (abuse 67). */
class ShieldTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0/24, 203.0.113.9, true",
    "203.0.113.0/24, 203.0.114.9, false",
    "203.0.113.9, 203.0.113.9, true",
    "203.0.113.9/32, 203.0.113.10, false",
    "0.0.0.0/0, 198.51.100.1, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "::/0, 2001:db8::1, true",
    "::/0, 198.51.100.1, false",
    "2001:db8::/32, 2001:db8:1::1, true",
    "203.0.113.0/24, ::ffff:203.0.113.9, true",
    "203.0.113.0/24, '', false",
    "203.0.113.0/24, unknown, false",
    "203.0.113.0/24, '203.0.113.9, 10.0.0.1', false",
  })
  void addressIsInTheSetOrNot(String block, String address, boolean inside) throws Exception {
    assertThat(verdict(Shield.allowing("a", block), address).passed()).isEqualTo(inside);
    assertThat(verdict(Shield.blocking("a", block), address).passed()).isEqualTo(!inside);
  }

  @Test
  void emptySetHasNobodyInIt() throws Exception {
    assertThat(verdict(Shield.allowing("a"), "203.0.113.9").passed()).isFalse();
    assertThat(verdict(Shield.blocking("a"), "203.0.113.9").passed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.0/33", "203.0.113.9/24", "a", "''", "203.0.113.0/-1", "::/129"})
  void blockThatIsNoneIsAProblemOfTheStage(String block) {
    RestApi api = RestApi.builder("a")
        .method("GET /", m -> m.function(call -> Response.of(200)))
        .build();
    assertThatThrownBy(() ->
            Stage.builder(api, "prod").shield(Shield.blocking("bad", block)).build())
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("shields[bad].addresses: expected ");
  }

  @Test
  void rulesAreNoPartOfTheValueAndSettingsAre() {
    Shield one = Shield.of("a", call -> CompletableFuture.completedFuture(ShieldVerdict.pass()));
    assertThat(one)
        .isEqualTo(Shield.of("a", call -> CompletableFuture.completedFuture(ShieldVerdict.block())))
        .hasSameHashCodeAs(Shield.of("a", one.rule()))
        .isNotEqualTo(one.failClosed())
        .isNotEqualTo(Shield.of("b", one.rule()));
    assertThat(Shield.blocking("a", "10.0.0.0/8"))
        .isEqualTo(Shield.blocking("a", "10.0.0.0/8"))
        .isNotEqualTo(Shield.allowing("a", "10.0.0.0/8"))
        .isNotEqualTo(Shield.blocking("a", "10.0.0.0/9"));
  }

  private static ShieldVerdict verdict(Shield shield, String address) throws Exception {
    ValueSource source =
        ValueSource.of(Request.get("/"), Map.of(), Map.of(), Map.of("identity.sourceIp", address));
    return shield
        .rule()
        .judge(ShieldCall.of(source, RequestExecutor.inPlace()))
        .toCompletableFuture()
        .join();
  }
}
