package io.apigw.runtime.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Request;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdTest {

  private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";
  private static final String PARENT = "53995c3f42cd8ad8";
  private static final Instant NOW = Instant.ofEpochSecond(0x5759e988L);

  @Test
  void newTraceCarriesTheTimeAndIsNotSampled() {
    assertThat(TraceId.from(Request.get("/"), NOW).toString())
        .matches("Root=1-5759e988-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
  }

  @Test
  void clientsTraceIsKept() {
    String text = "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=1;Lineage=1:a8b3c4:0|2:ff:1";
    assertThat(trace(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "';Sampled=0', false",
    "';Sampled=1', true",
    "';Sampled=?', false",
    "';Parent=53995c3f42cd8ad8', true",
    "';Parent=53995c3f42cd8ad8;Sampled=0', false",
    "';Parent=53995c3f42cd8ad8;Sampled=?', true",
    "';Parent=short;Sampled=', false"
  })
  void samplingIsTheClientsDecisionElseThatOfAParent(String rest, boolean sampled) {
    assertThat(trace("Root=" + ROOT + rest).sampled()).isEqualTo(sampled);
    assertThat(trace("Root=" + ROOT + rest).root()).isEqualTo(ROOT);
  }

  @Test
  void missingParentIsMade() {
    assertThat(trace("Root=" + ROOT).parent()).matches("[0-9a-f]{16}");
    assertThat(trace("Root=" + ROOT + ";Parent=" + PARENT + "0").parent())
        .matches("[0-9a-f]{16}")
        .isNotEqualTo(PARENT + "0");
    assertThat(trace("Root=" + ROOT + "; Parent=" + PARENT).parent()).isEqualTo(PARENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "Root=",
        "Root=2-5759e988-bd862e3fe1be46a994272793",
        "Root=1-5759e98-bd862e3fe1be46a9942727931",
        "Root=1-5759e988-bd862e3fe1be46a99427279g",
        "Root=1-5759e988-bd862e3fe1be46a9942727930",
        "Root=1-5759e988_bd862e3fe1be46a994272793",
        "root=1-5759e988-bd862e3fe1be46a994272793",
        "Rooted=1-5759e988-bd862e3fe1be46a994272793"
      })
  void whatIsNoTraceIsReplaced(String text) {
    assertThat(trace(text + ";Parent=" + PARENT + ";Sampled=1").toString())
        .matches("Root=1-5759e988-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0")
        .doesNotContain(PARENT);
  }

  @Test
  void nothingElseOfTheClientIsHandedOn() {
    assertThat(trace("Self=evil;Root=" + ROOT + ";x=" + "y".repeat(50) + ";Lineage=<script>;Parent="
                + PARENT)
            .toString())
        .isEqualTo("Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=1");
    assertThat(trace("Root=" + ROOT + ";x=" + "y".repeat(1_000_000)).root()).isNotEqualTo(ROOT);
  }

  private static TraceId trace(String header) {
    return TraceId.from(
        Request.builder("GET", "/").header("x-amzn-trace-id", header).build(), NOW);
  }
}
