package io.apigw.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Request;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private final CapturedLog log = new CapturedLog();

  @Test
  void aFaultIsOneLineWithIdAndRouteAndTheStackTrace() {
    Faults.log(
        log, Records.rest(Request.get("/orders/7?x=1")), new IllegalStateException("no stock"));
    assertThat(log.lines)
        .containsExactly("ERROR request id-1 (orders/prod GET /orders/{id}) failed: "
            + "java.lang.IllegalStateException: no stock");
    assertThat(log.traces)
        .singleElement()
        .asString()
        .startsWith("java.lang.IllegalStateException: no stock" + System.lineSeparator())
        .contains("FaultsTest");
  }

  @Test
  void requestsWithoutAnApiAreNamedSo() {
    Faults.log(log, Records.unrouted(Request.get("/x")), new IllegalStateException());
    assertThat(log.lines)
        .containsExactly("ERROR request id-1 (no API) failed: java.lang.IllegalStateException");
  }

  @Test
  void secretsAndLineBreaksInMessagesOfAllCausesAreGone() {
    Throwable cause = new IllegalArgumentException("x-api-key: abc\u001b[2J");
    Faults.log(
        log,
        Records.rest(Request.get("/")),
        new RuntimeException("a\r\nERROR forged Bearer 0123456789abcdef", cause));
    assertThat(log.lines.get(0))
        .contains("a\\u000d\\u000aERROR forged Bearer ***")
        .doesNotContain("\n");
    assertThat(log.traces.get(0))
        .contains("Caused by: java.lang.IllegalArgumentException: x-api-key: ***")
        .doesNotContain("0123456789abcdef", "\u001b", "\r");
  }

  @Test
  void anExceptionThatIsItsOwnCauseEnds() {
    Exception one = new Exception("one");
    Exception two = new Exception("two", one);
    one.initCause(two);
    Faults.log(log, Records.rest(Request.get("/")), one);
    assertThat(log.traces).hasSize(1);
  }

  @Test
  void anExceptionWhoseMessageFailsIsLoggedAllTheSame() {
    Faults.log(log, Records.rest(Request.get("/")), new RuntimeException() {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        throw new IllegalStateException("broken");
      }
    });
    assertThat(log.lines.get(0)).contains("its getMessage() threw java.lang.IllegalStateException");
  }
}
