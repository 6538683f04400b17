package io.apigw.auth.policy;

import io.apigw.api.authorize.AccessPolicy;
import io.apigw.api.authorize.AccessRequest;
import java.util.List;
import java.util.Locale;

/**
 * A policy's statements, those that deny first.
 *
 * @param denials statements that deny
 * @param allowances statements that allow
 */
record CompiledPolicy(List<Statement> denials, List<Statement> allowances) implements AccessPolicy {

  static CompiledPolicy of(List<Statement> statements) {
    return new CompiledPolicy(
        statements.stream().filter(statement -> !statement.allows()).toList(),
        statements.stream().filter(Statement::allows).toList());
  }

  @Override
  public Effect decide(AccessRequest request) {
    String action = request.action().toLowerCase(Locale.ROOT);
    if (any(denials, request, action)) {
      return Effect.DENY;
    }
    return any(allowances, request, action) ? Effect.ALLOW : Effect.SILENT;
  }

  private static boolean any(List<Statement> statements, AccessRequest request, String action) {
    for (Statement statement : statements) {
      if (statement.concerns(request, action)) {
        return true;
      }
    }
    return false;
  }
}
