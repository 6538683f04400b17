package io.apigw.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.apigw.api.DefinitionException;
import io.apigw.api.definition.HttpApi;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.LeakChecks;
import io.apigw.throttle.InMemoryLimits;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A closed gateway leaves nothing behind: no thread, and no reference to its classes. */
class ThreadsIT {

  /** Starts the threads that the JDK and Netty keep once per process. */
  @BeforeEach
  void startWhatStays() throws IOException {
    new OneRound().run();
  }

  @Test
  void hundredRoundsLeaveNoThread() throws Exception {
    LeakChecks.noThreadsStay(100, new OneRound());
  }

  @Test
  void closedGatewaysClassesAreFreed() throws Exception {
    LeakChecks.noClassesStay(5, OneRound.class, "io.apigw.");
  }

  @Test
  void refusedBuildLeavesNoThread() throws Exception {
    HttpApi wrong = HttpApi.builder("wrong")
        .route("GET /a", r -> r.proxy("http://127.0.0.1:1/${stageVariables.missing}"))
        .build();
    LeakChecks.noThreadsStay(
        20,
        () -> assertThatExceptionOfType(DefinitionException.class)
            .isThrownBy(() ->
                Gateway.builder().limits(InMemoryLimits.create()).api(wrong).build()));
  }

  @Test
  void replyThatIsThrownAwayLeavesNoThread() throws Exception {
    String large = "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nbegun";
    LeakChecks.noThreadsStay(5, () -> {
      try (Backend backend = Backend.start(request -> large);
          Hosted hosted = Hosted.on(Gateway.of(HttpApi.builder("large")
              .route("GET /a", r -> r.proxy(backend.url()))
              .build()))) {
        assertThat(hosted.get("/a").status()).isEqualTo(500);
      }
    });
  }
}
