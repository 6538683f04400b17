package io.apigw.runtime.flow;

import static io.apigw.testkit.GatewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Principal;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.AccessPolicy;
import io.apigw.api.authorize.AccessPolicy.Effect;
import io.apigw.api.authorize.AccessRequest;
import io.apigw.api.authorize.Authorization;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.cache.CacheInvalidation;
import io.apigw.api.definition.RestApi;
import io.apigw.runtime.Gateway;
import io.apigw.testkit.FakeAuthorizers;
import io.apigw.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that want an answer anew (data-plane §7.2). */
class InvalidationFlowTest {

  private static final JwtAuthorizer LOGIN =
      JwtAuthorizer.of("login", "https://id.example.com", "a");

  private static final String WARNING =
      "199 Cache-control headers were ignored because the caller was unauthorized.";

  private final TestClock clock = TestClock.create();
  private final FakeAuthorizers authorizers = FakeAuthorizers.create();
  private final List<AccessRequest> asked = new ArrayList<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final List<Gateway> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Gateway::close);
  }

  @ParameterizedTest
  @EnumSource(CacheInvalidation.class)
  void allowedCallerReplacesWhatIsKept(CacheInvalidation whose) {
    Gateway gateway = gateway(whose);
    caller(Effect.ALLOW);
    assertThat(gateway.process(Request.get("/a"))).hasBody("1");
    assertThat(gateway.process(anew())).hasStatus(200).hasBody("2").hasNoHeader("Warning");
    assertThat(gateway.process(Request.get("/a"))).hasBody("2");
    if (whose != CacheInvalidation.BY_ANYONE) {
      assertThat(asked.get(0).action()).isEqualTo("execute-api:InvalidateCache");
      assertThat(asked.get(0).resource())
          .isEqualTo("arn:aws:execute-api:local:000000000000:a/prod/GET/a");
      assertThat(asked.get(0).condition("aws:sourceip")).containsExactly("127.0.0.1");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Effect.class,
      names = {"SILENT", "DENY"})
  void othersGetWhatIsKeptWithAWarning(Effect effect) {
    Gateway gateway = gateway(CacheInvalidation.OR_WARNED);
    caller(effect);
    assertThat(gateway.process(Request.get("/a"))).hasBody("1").hasNoHeader("Warning");
    assertThat(gateway.process(anew())).hasBody("1").hasHeader("Warning", WARNING);
    assertThat(gateway.process(Request.get("/a"))).hasBody("1").hasNoHeader("Warning");
  }

  @Test
  void warningOfAMissIsNotKept() {
    Gateway gateway = gateway(CacheInvalidation.OR_WARNED);
    caller(Effect.SILENT);
    assertThat(gateway.process(anew())).hasBody("1").hasHeader("Warning", WARNING);
    assertThat(gateway.process(Request.get("/a"))).hasBody("1").hasNoHeader("Warning");
  }

  @Test
  void othersCanBeIgnoredOrRefused() {
    caller(Effect.SILENT);
    Gateway ignoring = gateway(CacheInvalidation.OR_IGNORED);
    assertThat(ignoring.process(Request.get("/a"))).hasBody("1");
    assertThat(ignoring.process(anew())).hasBody("1").hasNoHeader("Warning");
    Gateway refusing = gateway(CacheInvalidation.OR_REFUSED);
    assertThat(refusing.process(anew()))
        .hasStatus(403)
        .hasHeader("x-amzn-ErrorType", "AccessDeniedException");
    assertThat(refusing.process(Request.get("/a"))).hasStatus(200);
  }

  @Test
  void callerWithoutPoliciesMayNotUnlessAnyoneMay() {
    Gateway gateway = gateway(CacheInvalidation.OR_WARNED);
    assertThat(gateway.process(anew())).hasBody("1").hasHeader("Warning", WARNING);
    assertThat(gateway.process(anew())).hasBody("1");
    Gateway open = gateway(CacheInvalidation.BY_ANYONE);
    assertThat(open.process(Request.get("/a"))).hasBody("2");
    assertThat(open.process(anew())).hasBody("3").hasNoHeader("Warning");
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-age=0", "MAX-AGE=0", "no-transform, max-age=0 , x"})
  void directiveMayStandAmongOthers(String value) {
    Gateway gateway = gateway(CacheInvalidation.BY_ANYONE);
    assertThat(gateway.process(Request.get("/a"))).hasBody("1");
    assertThat(gateway.process(Request.get("/a").withHeader("cache-control", value)))
        .hasBody("2");
  }

  private void caller(Effect effect) {
    AccessPolicy policy = request -> {
      asked.add(request);
      return effect;
    };
    authorizers.always(call -> CompletableFuture.completedFuture(
        new Authorization.Allowed(Principal.of("ann"), Optional.of(policy), Optional.empty())));
  }

  private static Request anew() {
    return Request.get("/a").withHeader("Cache-Control", "max-age=0");
  }

  private Gateway gateway(CacheInvalidation whose) {
    RestApi api = RestApi.builder("a")
        .method(
            "GET /a",
            m -> m.authorizer(LOGIN)
                .cache(Duration.ofMinutes(5))
                .cacheInvalidation(whose)
                .function(call -> Response.text(200, Integer.toString(answers.incrementAndGet()))))
        .build();
    Gateway gateway =
        Gateway.builder().clock(clock).authorizers(authorizers).api(api).build();
    open.add(gateway);
    return gateway;
  }
}
