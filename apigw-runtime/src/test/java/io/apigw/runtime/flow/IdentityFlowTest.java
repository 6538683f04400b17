package io.apigw.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.RestApi;
import io.apigw.api.monitor.AccessRecord;
import io.apigw.api.respond.GatewayResponseType;
import io.apigw.api.respond.Rejection;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeAuthorizers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Abuse 123: among many users on few threads everybody is answered as himself, also when others fail half-way. */
class IdentityFlowTest {

  private static final int USERS = 10_000;
  private static final int THREADS = 4;

  private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
  private final Queue<AccessRecord> records = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    pool.shutdownNow();
  }

  @Test
  void everybodyIsAnsweredAsHimself() throws Exception {
    try (Gateway gateway = gateway()) {
      List<CompletableFuture<Response>> answers = new ArrayList<>();
      for (int user = 0; user < USERS; user++) {
        Request request = Request.get("/" + (user % 2 == 0 ? "own" : "kept") + "?of=" + user)
            .withHeader("X-User", "user" + user);
        answers.add(CompletableFuture.supplyAsync(() -> gateway.process(request), pool)
            .thenCompose(response -> response));
      }
      for (int user = 0; user < USERS; user++) {
        Response response = answers.get(user).get(30, TimeUnit.SECONDS);
        assertThat(response.status()).isEqualTo(expectedStatus(user));
        if (response.status() == 200) {
          assertThat(response.body().text()).isEqualTo("user" + user + " for user" + user);
        }
      }
    }
    assertThat(records).hasSize(USERS).allSatisfy(IdentityFlowTest::isOfOnePerson);
  }

  private static void isOfOnePerson(AccessRecord record) {
    String user = record.variable("authorizer.principalId").orElse("nobody");
    assertThat(user.equals("nobody")).isEqualTo(record.status() == 403);
    assertThat(record.status())
        .isEqualTo(
            user.equals("nobody") ? 403 : expectedStatus(Integer.parseInt(user.substring(4))));
  }

  private static int expectedStatus(int user) {
    return user % 7 == 0 ? 403 : user % 101 == 0 ? 502 : 200;
  }

  private Gateway gateway() {
    JwtAuthorizer login = JwtAuthorizer.of("login", "https://id.example.com", "a");
    RestApi api = RestApi.builder("a")
        .method(
            "GET /own",
            m -> m.authorizer(login)
                .functionAsync(
                    call -> answer(call.principal().id(), call.header("X-User").orElse("nobody"))))
        .method(
            "GET /kept",
            m -> m.authorizer(login)
                .cache(Duration.ofMinutes(
                    1)) // the URL's parameter is no part of the key: only the principal is
                .functionAsync(
                    call -> answer(call.principal().id(), call.header("X-User").orElse("nobody"))))
        .build();
    return Gateway.builder()
        .authorizers(FakeAuthorizers.create()
            .always(call -> decision(call.header("X-User").orElse("nobody"))))
        .metrics(records::add)
        .api(api)
        .build();
  }

  private CompletionStage<Authorization> decision(String user) {
    int number = Integer.parseInt(user.substring(4));
    Authorization decision = expectedStatus(number) == 403
        ? new Authorization.Denied(Rejection.of(GatewayResponseType.ACCESS_DENIED))
        : new Authorization.Allowed(Principal.of(user));
    return number % 3 == 0
        ? CompletableFuture.completedFuture(decision)
        : CompletableFuture.supplyAsync(() -> decision, pool);
  }

  private CompletionStage<Response> answer(String principal, String header) {
    int number = Integer.parseInt(header.substring(4));
    if (expectedStatus(number) == 502) {
      throw new IllegalStateException("half-way");
    }
    Response response = Response.text(200, principal + " for " + header);
    return number % 5 == 0
        ? CompletableFuture.completedFuture(response)
        : CompletableFuture.supplyAsync(() -> response, pool);
  }
}
