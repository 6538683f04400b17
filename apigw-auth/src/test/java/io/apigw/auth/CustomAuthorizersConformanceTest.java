package io.apigw.auth;

import io.apigw.api.authorize.AuthorizerEngine;
import io.apigw.testkit.CustomAuthorizerConformance;

final class CustomAuthorizersConformanceTest extends CustomAuthorizerConformance {

  @Override
  protected AuthorizerEngine engine() {
    return StandardAuthorizers.create();
  }
}
