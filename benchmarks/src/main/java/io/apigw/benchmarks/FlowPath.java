package io.apigw.benchmarks;

import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.Response;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.throttle.Rate;
import io.apigw.auth.StandardAuthorizers;
import io.apigw.runtime.Gateway;
import io.apigw.throttle.InMemoryLimits;
import java.time.Duration;
import java.util.List;

/**
 * The ways through the gateway that have a budget in {@code design.md} §6, and two that end in a refusal. Each includes the
 * request's id, the response's headers and an access record that somebody reads; the request is given.
 */
public enum FlowPath {
  /** An HTTP API of one route that a function answers. */
  FUNCTION("function, 1 route", 800),
  /** The same route of 10 000 again and again. */
  SAME_OF_10000("function, 10 000 routes, the same again", 800),
  /** Each of 10 000 routes in no order. */
  ANY_OF_10000("function, 10 000 routes, at random", 800),
  /** A JWT that was verified before, a scope, and the route's throttle. */
  TOKEN("JWT verified before + scope + throttle", 1200),
  /** A REST API's method throttle, required parameter and cache hit; API keys and usage plans do not exist yet. */
  CACHE_HIT("REST: throttle + required parameter + cache hit", 2000),
  /** A proxied call: what the gateway makes of request and reply; the reply comes after the call. */
  PROXIED("HTTP API, proxied", 2400),
  /** 429 by the route's throttle. */
  THROTTLED("refused with 429", 900),
  /** 404, since no route takes the request. */
  UNMATCHED("no route, 404", 900);

  private static final int ROUTES = 10_000;

  /** The most that a bucket can gain and hold: never used up. */
  private static final Rate AMPLE = Rate.perSecond(1_000_000_000).burst(Integer.MAX_VALUE);

  /** One request in a year. */
  private static final Rate SCARCE = Rate.perMinute(0.000_002).burst(1);

  private static final Headers HEADERS = Headers.of(
      "Host",
      "api.example.com",
      "User-Agent",
      "benchmark/1.0",
      "Accept",
      "*/*",
      "X-Tenant",
      "tenant-7");

  private final String title;
  private final int budget;

  FlowPath(String title, int budget) {
    this.title = title;
    this.budget = budget;
  }

  /** Returns the path in words. */
  public String title() {
    return title;
  }

  /** Returns how many bytes a request may allocate. */
  public int budget() {
    return budget;
  }

  /** Builds the gateway and the requests of this path. */
  Traffic open() {
    return switch (this) {
      case FUNCTION -> Traffic.of(routes(1), 200, List.of(get(RouteTable.target(0))));
      case SAME_OF_10000 ->
        Traffic.of(routes(ROUTES), 200, List.of(get(RouteTable.target(ROUTES / 2))));
      case ANY_OF_10000 -> Traffic.of(routes(ROUTES), 200, all());
      case TOKEN -> token();
      case CACHE_HIT -> Traffic.of(cached(), 200, List.of(get("/orders/7")));
      case PROXIED -> proxied();
      case THROTTLED -> Traffic.of(scarce(), 429, List.of(get("/pets/7")));
      case UNMATCHED -> Traffic.of(routes(1), 404, List.of(get("/service0/nowhere")));
    };
  }

  private static Request get(String target) {
    return Request.builder("GET", target).headers(HEADERS).build();
  }

  private static List<Request> all() {
    return RouteTable.shuffled(ROUTES).mapToObj(i -> get(RouteTable.target(i))).toList();
  }

  private static Gateway.Builder routes(int count) {
    return Gateway.builder().api(RouteTable.httpApi(count));
  }

  private static Traffic token() {
    IdentityProvider provider = IdentityProvider.create();
    JwtAuthorizer login = JwtAuthorizer.builder("login")
        .issuer(IdentityProvider.ISSUER)
        .audiences("pets")
        .jwksUri(IdentityProvider.KEYS)
        .build();
    HttpApi pets = HttpApi.builder("pets")
        .route(
            "GET /pets/{petId}",
            r -> r.authorizer(login, "pets:read")
                .throttle(AMPLE)
                .function(call -> Response.text(200, "pet " + call.pathParameter("petId"))))
        .build();
    Gateway.Builder gateway = Gateway.builder()
        .transport(provider)
        .authorizers(StandardAuthorizers.create())
        .limits(InMemoryLimits.create())
        .api(pets);
    Headers headers = HEADERS.withAdded(
        "Authorization", "Bearer " + provider.token("pets", "pets:read pets:write"));
    return Traffic.of(
        gateway, 200, List.of(Request.builder("GET", "/pets/7").headers(headers).build()));
  }

  private static Gateway.Builder cached() {
    RestApi orders = RestApi.builder("orders")
        .method(
            "GET /orders/{orderId}",
            m -> m.throttle(AMPLE)
                .requiredParameter("method.request.header.X-Tenant")
                .cache(
                    Duration.ofHours(1),
                    "method.request.path.orderId",
                    "method.request.header.X-Tenant")
                .function(call -> Response.text(200, "order " + call.pathParameter("orderId"))))
        .build();
    return Gateway.builder().limits(InMemoryLimits.create()).api(orders);
  }

  private static Traffic proxied() {
    LateBackEnd backEnd = new LateBackEnd();
    HttpApi orders = HttpApi.builder("orders")
        .route("ANY /{proxy+}", r -> r.proxy("http://127.0.0.1:8080/{proxy}"))
        .build();
    Request request =
        Request.builder("GET", "/orders/7").headers(HEADERS).executor(backEnd).build();
    return Traffic.of(
        Gateway.builder().transport(backEnd).api(orders), 200, List.of(request), backEnd::answer);
  }

  private static Gateway.Builder scarce() {
    HttpApi pets = HttpApi.builder("pets")
        .route(
            "GET /pets/{petId}",
            r -> r.throttle(SCARCE)
                .function(call -> Response.text(200, "pet " + call.pathParameter("petId"))))
        .build();
    return Gateway.builder().limits(InMemoryLimits.create()).api(pets);
  }
}
