package io.apigw.api.definition;

import io.apigw.api.ApiKind;
import java.util.List;
import java.util.function.Function;

/** An API as users declare it: an identity and its routes. Immutable, with value equality; functions count by name. */
public sealed interface Api permits HttpApi, RestApi {

  /** Returns the id: unique in a gateway, part of ARNs, events and stored state, the first label of the default host. */
  String id();

  /** Returns the name for people; the id unless set. */
  String name();

  /** Returns which of AWS's kinds of API this is. */
  ApiKind kind();

  /** Returns whether the API is off its default endpoint, so that only mapped domains lead to it. */
  boolean defaultEndpointDisabled();

  /** Returns all routes in the order declared, a REST API's methods among them. */
  List<? extends Route> routes();

  /**
   * Returns what one of the functions makes of this API, chosen by its kind.
   *
   * @param http for an HTTP API
   * @param rest for a REST API
   * @param <R> the result
   */
  <R> R match(
      Function<? super HttpApi, ? extends R> http, Function<? super RestApi, ? extends R> rest);
}
