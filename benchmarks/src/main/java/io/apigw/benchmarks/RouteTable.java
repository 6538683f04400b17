package io.apigw.benchmarks;

import io.apigw.api.Response;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.integrate.HttpFunction;
import java.util.Random;
import java.util.stream.IntStream;

/** Tables of routes as a company's APIs have them: services, their collections, and an item of each. */
final class RouteTable {

  private static final HttpFunction FUNCTION = call -> Response.text(200, call.pathParameter("id"));

  private RouteTable() {}

  /** Returns the literal beginning of a route's path: a hundred services of a hundred collections each. */
  static String prefix(int route) {
    return "/service" + route / 100 + "/collection" + route % 100;
  }

  static String path(int route) {
    return prefix(route) + "/{id}";
  }

  static String target(int route) {
    return prefix(route) + "/item" + route % 7;
  }

  static HttpApi httpApi(int routes) {
    HttpApi.Builder api = HttpApi.builder("many");
    for (int i = 0; i < routes; i++) {
      api.route("GET " + path(i), r -> r.function(FUNCTION));
    }
    return api.build();
  }

  static RestApi restApi(int routes) {
    RestApi.Builder api = RestApi.builder("many");
    for (int i = 0; i < routes; i++) {
      api.method("GET " + path(i), m -> m.function(FUNCTION));
    }
    return api.build();
  }

  /** Returns the numbers of all routes in an order that is random, but the same in each run. */
  static IntStream shuffled(int routes) {
    int[] numbers = IntStream.range(0, routes).toArray();
    Random random = new Random(42);
    for (int i = routes - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int number = numbers[i];
      numbers[i] = numbers[other];
      numbers[other] = number;
    }
    return IntStream.of(numbers);
  }
}
