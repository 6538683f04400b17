package io.apigw.runtime.transform;

import io.apigw.api.Body;
import io.apigw.api.Headers;
import io.apigw.api.Response;
import io.apigw.runtime.outcome.Answer;
import io.apigw.runtime.outcome.Outcome;
import io.apigw.runtime.outcome.Step;
import io.apigw.runtime.transform.HeaderTable.Rule;
import java.util.Set;

/**
 * Makes the client's answer of what came back: headers that are the connection's or the gateway's own are dropped or
 * renamed, and the body is held to the payload limit. An answer that needs no change is passed on untouched.
 */
final class Reply implements Step<Returned, Answer> {

  private static final String REMAPPED = "x-amzn-Remapped-";

  private final HeaderTable table;

  Reply(HeaderTable table) {
    this.table = table;
  }

  @Override
  public Outcome<Answer> take(Returned returned) {
    Response response = returned.response();
    Body body = response.body();
    long most = returned.admitted().routed().stage().payloadLimit();
    if (PayloadLimit.over(body, most)) {
      body.discard();
      return Refusals.configuration("Integration response of reported length " + body.lengthOr(0)
          + " is larger than allowed maximum of " + most + " bytes.");
    }
    PayloadLimit limit = PayloadLimit.of(body, most);
    return new Answer(withHeaders(limit == null ? response : response.withBody(limit.limited())));
  }

  private Response withHeaders(Response response) {
    Headers received = response.headers();
    Set<String> listed = ListedNames.of(received);
    for (int i = 0; i < received.size(); i++) {
      Rule rule = rule(received.name(i), listed);
      if (rule != Rule.PASS) {
        return response.withHeaders(rewritten(received, listed, i, rule));
      }
    }
    return response;
  }

  /**
   * Makes headers of which some are changed.
   *
   * @param first the place of the first that is changed
   * @param firstRule what becomes of that one
   */
  private Headers rewritten(Headers received, Set<String> listed, int first, Rule firstRule) {
    Headers.Builder headers = Headers.builder(received.size());
    for (int i = 0; i < received.size(); i++) {
      Rule rule = i < first ? Rule.PASS : i == first ? firstRule : rule(received.name(i), listed);
      if (rule == Rule.PASS) {
        headers.addFrom(received, i);
      } else if (rule == Rule.REMAP) {
        headers.add(REMAPPED + received.name(i), received.value(i));
      }
    }
    return headers.build();
  }

  private Rule rule(String name, Set<String> listed) {
    Rule rule = table.rule(name);
    return rule == Rule.PASS && !listed.isEmpty() && listed.contains(name) ? Rule.DROP : rule;
  }
}
