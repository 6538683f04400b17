package io.apigw.examples.quickstart;

import java.util.List;

/** The calls to try, each with the status that it answers. */
final class Calls {

  private Calls() {}

  static List<String> to(int port, Tokens tokens, String issuer) {
    String url = "curl -i http://localhost:" + port;
    String token = " -H 'Authorization: Bearer ";
    return List.of(
        url + "/hello/Ada  # 200",
        url + "/pets/7  # 200",
        url + "/me  # 401",
        url + "/me" + token + "forged'  # 401",
        url + "/me" + token + tokens.token(issuer, "pets:write") + "'  # 403",
        url + "/me" + token + tokens.token(issuer, "pets:read") + "'  # 200",
        url + "/rare  # 200",
        url + "/rare  # 429",
        url + "/nowhere  # 404",
        url + "/shop/orders/1  # 200",
        url + "/shop/orders/1  # 200",
        url + "/shop/nowhere  # 403");
  }
}
