import org.jspecify.annotations.NullMarked;

/**
 * What users declare, implement and receive: messages, definitions, and the interfaces of every step. No
 * dependencies.
 */
@SuppressWarnings(
    "module") // the modules that io.apigw.api.shared is exported to are built after this one
@NullMarked
module io.apigw.api {
  requires static org.jspecify;

  exports io.apigw.api;
  exports io.apigw.api.authorize;
  exports io.apigw.api.cache;
  exports io.apigw.api.definition;
  exports io.apigw.api.engine;
  exports io.apigw.api.integrate;
  exports io.apigw.api.monitor;
  exports io.apigw.api.respond;
  exports io.apigw.api.shield;
  exports io.apigw.api.throttle;
  exports io.apigw.api.transform;
  exports io.apigw.api.validate;
  exports io.apigw.api.shared to
      io.apigw.auth,
      io.apigw.netty,
      io.apigw.runtime,
      io.apigw.testkit,
      io.apigw.throttle;
}
