package io.apigw.examples.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class EmbedTest {

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void whatIsUnderTheMountPathIsTheGatewaysAndTheRestOurOwn() throws Exception {
    try (Main.Running running = Main.start(0)) {
      HttpResponse<String> hello = get(running, "/api/hello/Ada");
      assertThat(hello.statusCode()).isEqualTo(200);
      assertThat(hello.body()).isEqualTo("Hello, Ada\n");

      HttpResponse<String> unknown = get(running, "/api/nowhere");
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.body()).isEqualTo("{\"message\":\"Not Found\"}");

      assertThat(get(running, "/").body()).isEqualTo("Our own /\n");
      assertThat(get(running, "/apiary").body()).isEqualTo("Our own /apiary\n");
      assertThat(get(running, "/api/hello/Bob").body()).isEqualTo("Hello, Bob\n");
    }
  }

  private HttpResponse<String> get(Main.Running running, String target)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + running.port() + target);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
