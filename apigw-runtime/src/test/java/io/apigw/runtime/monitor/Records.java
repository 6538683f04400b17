package io.apigw.runtime.monitor;

import io.apigw.api.ApiKind;
import io.apigw.api.Request;
import io.apigw.testkit.TestClock;
import java.util.Optional;

/** Records of requests to an API named orders, for tests. */
final class Records {

  static final StageLabels REST_STAGE = new StageLabels(
      Optional.of(ApiKind.REST), "orders", "prod", "d1", "123456789012", "eu-west-1");
  static final StageLabels HTTP_STAGE = new StageLabels(
      Optional.of(ApiKind.HTTP), "orders", "$default", "d1", "123456789012", "eu-west-1");

  private Records() {}

  static Recording rest(Request request, TestClock clock) {
    RouteLabels labels = new RouteLabels(REST_STAGE, "GET /orders/{id}", "/orders/{id}", "r7");
    Recording record =
        new Recording(request, clock, clock.nanos(), new RequestIds("id-1", "ext="), labels);
    record.routedAs(request.method(), "/prod" + request.path(), request.path());
    return record;
  }

  static Recording rest(Request request) {
    return rest(request, TestClock.at("2026-03-12T19:03:58.123Z"));
  }

  static Recording http(Request request) {
    TestClock clock = TestClock.at("2026-03-12T19:03:58.123Z");
    RouteLabels labels = new RouteLabels(HTTP_STAGE, "GET /orders/{id}", "/orders/{id}", "");
    return new Recording(request, clock, clock.nanos(), new RequestIds("id=", "id="), labels);
  }

  static Recording unrouted(Request request) {
    TestClock clock = TestClock.create();
    RouteLabels labels = RouteLabels.unmatched(StageLabels.none("123456789012", "eu-west-1"));
    return new Recording(request, clock, clock.nanos(), new RequestIds("id-1", "ext="), labels);
  }
}
