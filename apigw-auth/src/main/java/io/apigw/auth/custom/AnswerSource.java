package io.apigw.auth.custom;

import io.apigw.api.authorize.AuthorizerCall;
import java.util.concurrent.CompletionStage;

/** Where answers come from: code of the host, or somebody elsewhere. */
@FunctionalInterface
interface AnswerSource {

  /** Asks; what is thrown is a fault, as is a stage that fails. */
  CompletionStage<Answer> ask(AuthorizerCall call, Identity identity) throws Exception;
}
