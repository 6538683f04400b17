package io.apigw.auth.policy;

import io.apigw.api.authorize.AccessRequest;
import java.util.List;

/**
 * One statement of a policy, compiled.
 *
 * @param allows whether it allows what it is about, or denies it
 * @param principals whom it is about
 * @param notPrincipals whether it is about everyone else
 * @param actions what it is about; in lower case
 * @param notActions whether it is about everything else
 * @param target which resources it is about
 * @param conditions all of which must hold
 */
record Statement(
    boolean allows,
    Principals principals,
    boolean notPrincipals,
    List<Glob> actions,
    boolean notActions,
    Target target,
    List<Condition> conditions) {

  /**
   * Which resources a statement is about.
   *
   * @param resources the resources
   * @param others whether it is about all others
   */
  record Target(List<ArnPattern> resources, boolean others) {

    Target {
      resources = List.copyOf(resources);
    }

    boolean contains(AccessRequest request) {
      for (ArnPattern resource : resources) {
        if (resource.matches(request.resource(), request)) {
          return !others;
        }
      }
      return others;
    }
  }

  Statement {
    actions = List.copyOf(actions);
    conditions = List.copyOf(conditions);
  }

  /**
   * Whether it is about a call.
   *
   * @param action what is asked for, in lower case
   */
  boolean concerns(AccessRequest request, String action) {
    return principals.contains(request) != notPrincipals
        && namesAction(action) != notActions
        && target.contains(request)
        && conditionsHold(request);
  }

  private boolean namesAction(String action) {
    for (Glob pattern : actions) {
      if (pattern.matches(action)) {
        return true;
      }
    }
    return false;
  }

  private boolean conditionsHold(AccessRequest request) {
    for (Condition condition : conditions) {
      if (!condition.holds(request)) {
        return false;
      }
    }
    return true;
  }
}
