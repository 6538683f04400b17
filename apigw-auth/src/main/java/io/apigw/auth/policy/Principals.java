package io.apigw.auth.policy;

import io.apigw.api.authorize.AccessRequest;
import java.util.Set;

/**
 * Whom a statement is about.
 *
 * @param everyone whether it is about everyone, callers without an identity too
 * @param accounts accounts, all of whose identities are meant
 * @param arns users, roles and sessions of roles
 */
record Principals(boolean everyone, Set<String> accounts, Set<String> arns) {

  /** A policy that belongs to its caller is about that caller. */
  static final Principals EVERYONE = new Principals(true, Set.of(), Set.of());

  private static final String SESSION = "assumed-role/";

  Principals {
    accounts = Set.copyOf(accounts);
    arns = Set.copyOf(arns);
  }

  boolean contains(AccessRequest request) {
    return everyone || request.caller().filter(this::contains).isPresent();
  }

  private boolean contains(String arn) {
    if (arns.contains(arn)) {
      return true;
    }
    String[] fields = arn.split(":", 6);
    if (fields.length < 6) {
      return false;
    }
    return accounts.contains(fields[4])
        || (fields[5].startsWith(SESSION) && ofRole(fields[1], fields[4], fields[5]));
  }

  /** A role's ARN may have a path, which those of its sessions have not. */
  private boolean ofRole(String partition, String account, String session) {
    int end = session.indexOf('/', SESSION.length());
    String role = session.substring(SESSION.length(), end < 0 ? session.length() : end);
    String start = "arn:" + partition + ":iam::" + account + ":role/";
    for (String arn : arns) {
      if (arn.startsWith(start) && arn.substring(arn.lastIndexOf('/') + 1).equals(role)) {
        return true;
      }
    }
    return false;
  }
}
