package io.apigw.examples.quickstart;

import io.apigw.api.Response;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.definition.RestApi;
import io.apigw.api.throttle.Rate;
import io.apigw.auth.StandardAuthorizers;
import io.apigw.netty.NettyServer;
import io.apigw.runtime.Gateway;
import io.apigw.throttle.InMemoryLimits;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** A gateway on Netty in front of an in-process function and a real HTTP back end, with calls to try it. */
public final class Main {

  private Main() {}

  /** Starts the gateway on the port given, 8080 unless one is, and waits until it is stopped. */
  public static void main(String[] args) throws Exception {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
    try (Running running = start(port)) {
      System.out.println("The gateway listens on port " + running.server().port() + ". Try:");
      running.calls().forEach(System.out::println);
      running.server().awaitClose();
    } catch (UncheckedIOException taken) {
      System.out.println("Port " + port + " cannot be used (" + taken.getMessage()
          + "). Give another one as the argument.");
      System.exit(1);
    }
  }

  /** Starts the back end, the gateway and its server. */
  static Running start(int port) throws Exception {
    Tokens tokens = Tokens.create();
    Backend backend = Backend.start(tokens.keySet());
    JwtAuthorizer login = JwtAuthorizer.of("login", backend.url(), "pets");

    HttpApi pets = HttpApi.builder("pets")
        .route(
            "GET /hello/{name}",
            r -> r.function(
                call -> Response.text(200, "Hello, " + call.pathParameter("name") + "\n")))
        .route("GET /pets/{petId}", r -> r.proxy(backend.url() + "/pets/{petId}"))
        .route(
            "GET /me",
            r -> r.authorizer(login, "pets:read")
                .function(
                    call -> Response.text(200, "You are " + call.principal().id() + "\n")))
        .route(
            "GET /rare",
            r -> r.throttle(Rate.perMinute(1).burst(1))
                .function(call -> Response.text(200, "Once a minute\n")))
        .build();

    RestApi orders = RestApi.builder("orders")
        .method(
            "GET /orders/{orderId}",
            m -> m.cache(Duration.ofMinutes(1), "method.request.path.orderId")
                .proxy(backend.url() + "/orders/{orderId}"))
        .build();

    Gateway gateway = Gateway.builder()
        .authorizers(StandardAuthorizers.create())
        .limits(InMemoryLimits.create())
        .stage(pets, "$default", s -> s.anyDomain(""))
        .stage(orders, "prod", s -> s.anyDomain("shop"))
        .build();
    NettyServer server = NettyServer.start(gateway, port);
    return new Running(backend, gateway, server, Calls.to(server.port(), tokens, backend.url()));
  }

  /** What has been started, closed in the reverse order. */
  record Running(Backend backend, Gateway gateway, NettyServer server, List<String> calls)
      implements AutoCloseable {

    @Override
    public void close() {
      server.close();
      gateway.close();
      backend.close();
    }
  }
}
