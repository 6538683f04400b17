package io.apigw.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Body;
import io.apigw.api.Response;
import io.apigw.api.ResponseException;
import io.apigw.api.authorize.JwtAuthorizer;
import io.apigw.api.definition.HttpApi;
import io.apigw.api.monitor.AccessLog;
import io.apigw.auth.StandardAuthorizers;
import io.apigw.integration.RawSocket.Answer;
import io.apigw.runtime.Gateway;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hostile clients make the gateway say: to them, to browsers, to logs and to other users. */
class AbuseOutputIT {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Backend backend;

  @BeforeEach
  void start() throws IOException {
    backend = Backend.start();
  }

  @AfterEach
  void stop() throws IOException {
    backend.close();
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "rest"})
  void errorsReflectNothing(String kind) throws IOException {
    String host = " HTTP/1.1\r\nHost: " + kind + ".example\r\n";
    List<String> requests = List.of(
        "GET /%3Cscript%3Ealert(1)%3C/script%3E?q=%3Cscript%3E" + host + "\r\n",
        "GET /fault?q=<script>\"'" + host + "\r\n",
        "GET /public/%GG<script>" + host + "\r\n",
        "GET /admin" + host + "Authorization: Bearer <script>\"alert\"\r\n\r\n",
        "POST /mapped/%22%3E%3Cscript%3E" + host + "Content-Length: 9\r\n\r\n{\"script>");
    try (Hosted hosted = Hosted.on(AbuseGateway.of(backend))) {
      for (String request : requests) {
        Answer answer = hosted.exchange(request);
        String said = answer.toString();
        assertThat(said).as(request).doesNotContain("script").doesNotContain("Exception: ");
        assertThat(said).as(request).doesNotContain("secret").doesNotContain("io.apigw");
        assertThat(said).as(request).doesNotContain(String.valueOf(backend.port()));
        if (!answer.body().isEmpty() && answer.status() != 200) {
          assertThat(answer.field("Content-Type")).as(request).isEqualTo("application/json");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://good.example,              true",
    "HTTPS://Good.Example,              true",
    "https://evil.example,              false",
    "null,                              false",
    "https://good.example.evil.example, false",
    "https://evilgood.example,          false",
    "http://good.example,               false",
    "https://good.example:8443,         false",
    "https://good.example/,             false",
    "https://x@good.example,            false",
    "https://sub.good.example,          false",
    "'https://good.example,https://evil.example', false",
    "'https://good.example https://evil.example', false",
  })
  void onlyListedOriginsAreAllowed(String origin, boolean allowed) throws IOException {
    try (Hosted hosted = Hosted.on(Gateway.of(cors()))) {
      Answer answer = hosted.get("/a", "Origin: " + origin);
      assertThat(answer.status()).isEqualTo(200);
      if (allowed) {
        assertThat(answer.field("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(answer.field("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.field("Vary")).isEqualToIgnoringCase("Origin");
      } else {
        assertThat(answer.lines())
            .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("access-control-"));
      }
    }
  }

  @Test
  void twoOriginsAreNone() throws IOException {
    try (Hosted hosted = Hosted.on(Gateway.of(cors()))) {
      Answer answer =
          hosted.get("/a", "Origin: https://good.example", "Origin: https://evil.example");
      assertThat(answer.fields("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void preflightAsksNobody() throws IOException {
    try (Hosted hosted = Hosted.on(Gateway.of(cors()))) {
      String start = "OPTIONS /a HTTP/1.1\r\nHost: localhost\r\nOrigin: https://good.example\r\n";
      Answer preflight = hosted.exchange(start + "Access-Control-Request-Method: DELETE\r\n"
          + "Access-Control-Request-Headers: x-evil, " + "a".repeat(2000) + "\r\n"
          + "Content-Length: 4\r\n\r\nbody");
      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.field("Access-Control-Allow-Methods")).isEqualTo("GET");
      assertThat(preflight.field("Access-Control-Allow-Headers")).isEqualToIgnoringCase("x-own");
      assertThat(preflight.body()).isEmpty();

      assertThat(hosted.exchange(start + "\r\n").status()).as("no preflight").isEqualTo(404);
      assertThat(backend.received()).isEmpty();
    }
  }

  @Test
  void logHasOneLinePerRequestWhateverIsSent() throws IOException {
    List<String> lines = new CopyOnWriteArrayList<>();
    HttpApi api = HttpApi.builder("logged")
        .route("$default", r -> r.function(call -> Response.of(204)))
        .build();
    try (Hosted hosted = Hosted.on(Gateway.builder()
        .accessLog(AccessLog.of(
            "$context.requestId \"$context.identity.userAgent\" $context.path", lines::add))
        .api(api))) {
      List<String> agents = List.of(
          "a\" 200 \"b",
          "\u00e2\u0080\u00ae reversed",
          "${jndi:ldap://evil.example/a}",
          "b".repeat(9000),
          "\\\" \\n");
      for (String agent : agents) {
        hosted.get("/x?a=%0d%0aFORGED", "User-Agent: " + agent);
      }
      assertThat(lines)
          .hasSize(agents.size())
          .allSatisfy(line -> assertThat(line)
              .doesNotContain("\r")
              .doesNotContain("\n")
              .doesNotContain("\u001b")
              .doesNotContain("\u202e")
              .doesNotContain("${jndi")
              .doesNotContain("FORGED")
              .hasSizeLessThan(2500)
              .matches("\\S+ \"(?:[^\"\\\\]|\\\\.)*\" /x"));
    }
  }

  @Test
  void credentialsNeverReachTheLog() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (Issuer issuer = Issuer.start()) {
      String token = issuer.token("ada", "pets:read");
      JwtAuthorizer login = JwtAuthorizer.of("login", issuer.url(), "pets");
      HttpApi api = HttpApi.builder("logged")
          .route("$default", r -> r.authorizer(login).function(call -> Response.of(204)))
          .build();
      try (Hosted hosted = Hosted.on(Gateway.builder()
          .authorizers(StandardAuthorizers.create())
          .accessLog(AccessLog.json(
              lines::add,
              "requestId",
              "path",
              "identity.userAgent",
              "authorizer.error",
              "error.message",
              "authorizer.claims.sub"))
          .api(api))) {
        String signature = token.substring(token.lastIndexOf('.') + 1);
        hosted.get(
            "/a?X-Amz-Signature=" + signature + "&token=" + token,
            "Authorization: Bearer " + token,
            "x-api-key: k-" + signature,
            "Cookie: s=" + signature);
        hosted.get("/a", "Authorization: Bearer " + token + "x");
        hosted.get("/a", "Authorization: Bearer " + token, "User-Agent: curl Bearer " + token);
        assertThat(lines).hasSize(3).noneMatch(line -> line.contains(signature));
      }
    }
  }

  @Test
  void eachCallCarriesItsOwnPrincipal() throws Exception {
    int users = 8;
    int rounds = 250;
    try (Issuer issuer = Issuer.start()) {
      JwtAuthorizer login = JwtAuthorizer.of("login", issuer.url(), "pets");
      HttpApi api = HttpApi.builder("users")
          .route(
              "GET /proxy/{user}",
              r -> r.authorizer(login)
                  .proxy(
                      backend.url() + "/{user}",
                      p -> p.requestParameter(
                          "overwrite:header.X-User", "$context.authorizer.claims.sub")))
          .route(
              "GET /function/{user}",
              r -> r.authorizer(login)
                  .function(threads, call -> Response.text(200, call.principal().id())))
          .route(
              "GET /throws/{user}",
              r -> r.authorizer(login).function(threads, call -> {
                throw new ResponseException(
                    Response.of(418).withBody(Body.text(call.principal().id())));
              }))
          .build();
      try (Hosted hosted =
          Hosted.on(Gateway.builder().authorizers(StandardAuthorizers.create()).api(api))) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < users; i++) {
          String name = "user-" + i;
          String token = issuer.token(name, "pets:read");
          all.add(
              CompletableFuture.runAsync(() -> use(hosted.port(), name, token, rounds), threads));
        }
        for (CompletableFuture<Void> user : all) {
          user.get(60, TimeUnit.SECONDS);
        }
        assertThat(backend.received())
            .hasSizeGreaterThan(users * rounds / 4)
            .allSatisfy(request ->
                assertThat(request.field("X-User")).isEqualTo(request.target().substring(1)));
      }
    }
  }

  private static void use(int port, String name, String token, int rounds) {
    List<String> ways = List.of("proxy", "function", "throws");
    try (RawSocket client = RawSocket.connect(port)) {
      for (int i = 0; i < rounds; i++) {
        String way = ways.get(((i + name.hashCode()) & 0xff) % ways.size());
        client.send("GET /" + way + "/" + name
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n");
        Answer answer = client.answer();
        assertThat(answer.body()).isEqualTo(way.equals("proxy") ? "ok" : name);
      }
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "rest"})
  void requestIdsAreTheGatewaysOwn(String kind) throws IOException {
    String name = kind.equals("http") ? "Apigw-Requestid" : "x-amzn-RequestId";
    Set<String> ids = new HashSet<>();
    try (Hosted hosted = Hosted.on(AbuseGateway.of(backend))) {
      for (int i = 0; i < 20; i++) {
        Answer answer = hosted.exchange("GET /public/a HTTP/1.1\r\nHost: " + kind + ".example\r\n"
            + name + ": mine\r\nX-Amzn-RequestId: mine\r\n\r\n");
        assertThat(answer.status()).isEqualTo(200);
        ids.add(answer.field(name));
      }
    }
    assertThat(ids).hasSize(20).doesNotContain("mine");
  }

  private HttpApi cors() {
    return HttpApi.builder("cors")
        .cors(c -> c.allowOrigins("https://good.example")
            .allowMethods("GET")
            .allowHeaders("X-Own")
            .allowCredentials())
        .route("GET /a", r -> r.proxy(backend.url()))
        .build();
  }
}
