package io.apigw.runtime.deploy;

import io.apigw.api.definition.Api;
import io.apigw.api.definition.Stage;

/**
 * An API on a stage, as it is declared to a gateway.
 *
 * @param api the API
 * @param stage the stage's settings
 * @param atRoot whether the stage also answers at the root of hosts that nothing else names, when its API is the
 *     gateway's only one
 */
public record Declared(Api api, Stage stage, boolean atRoot) {

  /** What names the stage in messages and state. */
  String id() {
    return api.id() + "/" + stage.name();
  }

  /** What names a kind of API in messages. */
  static String title(Api api) {
    return api.match(http -> "HTTP API '", rest -> "REST API '") + api.id() + "'";
  }

  Declared with(Api other) {
    return new Declared(other, stage, atRoot);
  }
}
