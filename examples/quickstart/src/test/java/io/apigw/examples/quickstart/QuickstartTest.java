package io.apigw.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QuickstartTest {

  private static final Pattern CALL = Pattern.compile(
      "curl -i (?<url>\\S+)(?: -H '(?<name>[^:]+): (?<value>[^']+)')?  # (?<status>\\d{3})");

  @Test
  void everyPrintedCallAnswersTheStatusItNames() throws Exception {
    try (Main.Running running = Main.start(0)) {
      HttpClient client = HttpClient.newHttpClient();
      List<String> bodies = new ArrayList<>();
      for (String line : running.calls()) {
        Matcher call = CALL.matcher(line);
        assertThat(call.matches()).as(line).isTrue();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(call.group("url")));
        if (call.group("name") != null) {
          request.header(call.group("name"), call.group("value"));
        }
        HttpResponse<String> response =
            client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode())
            .as(line)
            .isEqualTo(Integer.parseInt(call.group("status")));
        bodies.add(response.body());
      }
      assertThat(running.calls()).hasSizeGreaterThanOrEqualTo(8);
      assertThat(bodies).contains("Hello, Ada\n", "{\"pet\":\"7\"}\n", "You are ada\n");
      assertThat(bodies.get(10))
          .as("the second order comes from the cache")
          .isEqualTo(bodies.get(9));
      assertThat(bodies.get(8)).isEqualTo("{\"message\":\"Not Found\"}");
      assertThat(bodies.get(11)).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
    }
  }
}
