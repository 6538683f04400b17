package io.apigw.api.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.apigw.api.ValueExpression;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestValidationTest {

  private final Model order = Model.of("Order", "{\"type\":\"object\"}");

  @ParameterizedTest
  @ValueSource(strings = {"", "My Order", "order-1", "Bestellung\u00e4"})
  void modelsAreNamedByLettersAndDigits(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Model.of(name, "{}"))
        .withMessageContaining("'" + name + "'");
  }

  @Test
  void modelsAreComparedByNameAndText() {
    assertThat(order)
        .isEqualTo(Model.of("Order", "{\"type\":\"object\"}"))
        .isNotEqualTo(Model.of("Order", "{}"));
    assertThat(order).hasToString("Order");
  }

  @Test
  void mediaTypesAreComparedInLowerCase() {
    RequestValidation validation =
        RequestValidation.of(List.of(), Map.of("Application/JSON", order));
    assertThat(validation.models()).containsExactly(Map.entry("application/json", order));
    assertThat(validation)
        .isEqualTo(RequestValidation.of(List.of(), Map.of("application/json", order)));
    assertThat(validation.empty()).isFalse();
  }

  @Test
  void oneSpellingOfAParameterIsAnother() {
    RequestValidation one =
        RequestValidation.of(List.of(ValueExpression.parse("method.request.header.X")), Map.of());
    RequestValidation other =
        RequestValidation.of(List.of(ValueExpression.parse("$request.header.X")), Map.of());
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(RequestValidation.none().empty()).isTrue();
  }
}
