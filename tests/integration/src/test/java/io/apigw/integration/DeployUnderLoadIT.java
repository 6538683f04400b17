package io.apigw.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.apigw.api.DefinitionException;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.throttle.Rate;
import io.apigw.integration.RawSocket.Answer;
import io.apigw.runtime.DeployedStage;
import io.apigw.runtime.Gateway;
import io.apigw.throttle.InMemoryLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stage is replaced again and again while clients use it. */
class DeployUnderLoadIT {

  private static final int VERSIONS = 100;
  private static final int CLIENTS = 6;

  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

  @AfterEach
  void stopClients() {
    clients.shutdownNow();
  }

  @Test
  void everyAnswerIsOfOneVersionAndNoneFails() throws Exception {
    try (Backend backend = Backend.start(request ->
            Backend.reply(200, request.target().substring(1) + " " + request.field("X-Version")));
        Hosted hosted =
            Hosted.on(Gateway.builder().limits(InMemoryLimits.create()).api(version(backend, 0)))) {
      List<CompletableFuture<Void>> load = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        load.add(CompletableFuture.runAsync(() -> use(hosted.port()), clients));
      }
      DeployedStage stage = hosted.gateway().stage("api", "$default");
      for (int version = 1; version <= VERSIONS; version++) {
        stage.deploy(version(backend, version));
        if (version % 10 == 0) {
          refuseTheWrong(stage, backend);
        }
        awaitAnswers(load);
      }
      enough.set(true);
      for (CompletableFuture<Void> client : load) {
        client.get(20, TimeUnit.SECONDS);
      }
      Answer last = hosted.get("/version", "Origin: https://a.example");
      assertThat(last.body()).isEqualTo(VERSIONS + " " + VERSIONS);
      assertThat(answered.get()).isGreaterThan(VERSIONS * CLIENTS);
    }
  }

  /** Says its number in three places: in the back end's path, in a mapped header and in a header of the answer. */
  private static HttpApi version(Backend backend, int number) {
    return HttpApi.builder("api")
        .cors(c -> c.allowOrigins("*").exposeHeaders("version-" + number))
        .route(
            "GET /version",
            r -> r.throttle(Rate.perSecond(1_000_000).burst(1_000_000))
                .proxy(
                    backend.url() + "/" + number,
                    p -> p.requestParameter("overwrite:header.X-Version", String.valueOf(number))))
        .build();
  }

  private static void refuseTheWrong(DeployedStage stage, Backend backend) {
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> stage.deploy(HttpApi.builder("api")
            .route("GET /version", r -> r.proxy(backend.url() + "/${stageVariables.missing}"))
            .build()));
  }

  private void use(int port) {
    int before = 0;
    try (RawSocket client = RawSocket.connect(port)) {
      while (!enough.get()) {
        client.send(
            "GET /version HTTP/1.1\r\nHost: localhost\r\nOrigin: https://a.example\r\n\r\n");
        Answer answer = client.answer();
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        String version = answer.field("Access-Control-Expose-Headers").replace("version-", "");
        assertThat(answer.body()).isEqualTo(version + " " + version);
        assertThat(Integer.parseInt(version)).as("no way back").isGreaterThanOrEqualTo(before);
        before = Integer.parseInt(version);
        answered.incrementAndGet();
      }
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Lets the clients use a version before the next. */
  private void awaitAnswers(List<CompletableFuture<Void>> load) throws InterruptedException {
    int target = answered.get() + CLIENTS;
    while (answered.get() < target && load.stream().noneMatch(CompletableFuture::isDone)) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }
}
