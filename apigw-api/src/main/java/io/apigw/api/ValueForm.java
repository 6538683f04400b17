package io.apigw.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One way in which an expression may begin, and what it then names. Whole forms, such as {@code
 * $request.path}, take no more text.
 */
record ValueForm(String beginning, boolean whole, Function<String, ValueExpression> named) {

  static final List<ValueForm> ALL = all();

  boolean fits(String text) {
    return whole ? text.equals(beginning) : text.startsWith(beginning);
  }

  ValueExpression read(String text) {
    return named.apply(text.substring(beginning.length()));
  }

  private static List<ValueForm> all() {
    List<ValueForm> forms = new ArrayList<>();
    for (String request :
        List.of("method.request.", "route.request.", "$request.", "integration.request.")) {
      starts(forms, request + "header.", name -> new ValueExpression.RequestHeader(name, false));
      starts(
          forms, request + "querystring.", name -> new ValueExpression.QueryParameter(name, false));
      starts(forms, request + "path.", ValueExpression.PathParameter::new);
    }
    for (String request : List.of("method.request.", "route.request.")) {
      starts(
          forms,
          request + "multivalueheader.",
          name -> new ValueExpression.RequestHeader(name, true));
      starts(
          forms,
          request + "multivaluequerystring.",
          name -> new ValueExpression.QueryParameter(name, true));
    }
    for (String request : List.of("method.request.", "route.request.", "$request.")) {
      body(forms, request + "body", ValueExpression.RequestBody::new);
    }
    forms.add(new ValueForm("$request.path", true, rest -> new ValueExpression.RequestPath()));
    for (String reply : List.of("integration.response.", "$response.")) {
      starts(forms, reply + "header.", name -> new ValueExpression.ReplyHeader(name, false));
      body(forms, reply + "body", ValueExpression.ReplyBody::new);
    }
    starts(
        forms,
        "integration.response.multivalueheader.",
        name -> new ValueExpression.ReplyHeader(name, true));
    for (String sigil : List.of("$", "")) {
      starts(forms, sigil + "context.", ValueExpression.ContextVariable::new);
      starts(forms, sigil + "stageVariables.", ValueExpression.StageVariable::new);
    }
    return List.copyOf(forms);
  }

  private static void starts(
      List<ValueForm> forms, String beginning, Function<String, ValueExpression> named) {
    forms.add(new ValueForm(beginning, false, named));
  }

  private static void body(
      List<ValueForm> forms, String beginning, Function<String, ValueExpression> named) {
    forms.add(new ValueForm(beginning, true, named));
    starts(forms, beginning + ".", path -> named.apply(field(path)));
    starts(forms, beginning + "[", path -> named.apply("[" + path));
  }

  /** Not empty: an empty path would be the whole body, which is spelled without the dot. */
  private static String field(String path) {
    if (path.isEmpty()) {
      throw new IllegalArgumentException(Problem.expectation("a field's path", path));
    }
    return path;
  }
}
