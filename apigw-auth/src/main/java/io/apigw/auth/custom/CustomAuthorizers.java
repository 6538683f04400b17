package io.apigw.auth.custom;

import io.apigw.api.Problem;
import io.apigw.api.authorize.AuthorizerCode;
import io.apigw.api.authorize.CustomAuthorizer;
import io.apigw.api.authorize.EventFormat;
import io.apigw.api.authorize.ReadyAuthorizer;
import io.apigw.api.authorize.RequestAuthorizer;
import io.apigw.api.engine.EngineContext;
import io.apigw.api.engine.Prepared;
import io.apigw.api.shared.Expect;
import io.apigw.auth.fetch.HttpAddress;
import io.apigw.auth.policy.PolicyCompiler;
import java.util.ArrayList;
import java.util.List;

/** Prepares custom authorizers. */
public final class CustomAuthorizers {

  private CustomAuthorizers() {}

  /**
   * Prepares one.
   *
   * @param definition with code behind its name
   * @param context what the gateway lends
   * @param kept how many results are remembered, each as one more for every 1024 characters
   */
  public static Prepared<ReadyAuthorizer> prepare(
      CustomAuthorizer definition, EngineContext context, int kept) {
    List<Problem> problems = new ArrayList<>(definition.problems());
    if (!definition.code().bound()) {
      problems.add(new Problem("", "expected code behind the name but was none"));
    }
    if (problems.isEmpty() && definition.code() instanceof AuthorizerCode.Remote remote) {
      Expect.parses(problems, "url", () -> HttpAddress.of(remote.url()));
    }
    return problems.isEmpty()
        ? Prepared.ready(ready(definition, context, kept))
        : Prepared.faulty(problems);
  }

  private static ReadyAuthorizer ready(
      CustomAuthorizer definition, EngineContext context, int kept) {
    boolean simple = definition instanceof RequestAuthorizer request && request.respondsSimply();
    boolean oldFormat =
        definition instanceof RequestAuthorizer request && request.eventFormat() == EventFormat.V1;
    AnswerSource source = definition
        .code()
        .match(new AnswerSources(
            context,
            AuthorizerEvents.of(definition),
            new AnswerReader(simple),
            ReadyCustomAuthorizer.LIMIT));
    return new ReadyCustomAuthorizer(
        IdentitySources.of(definition, context.json()),
        source,
        new Verdicts(new PolicyCompiler(context.json()), !oldFormat),
        new KeptVerdicts(definition.cacheTtl(), kept, context.clock()),
        context.clock());
  }
}
