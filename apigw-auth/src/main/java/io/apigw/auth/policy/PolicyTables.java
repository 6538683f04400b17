package io.apigw.auth.policy;

import io.apigw.api.authorize.AccessPolicy.Effect;

/** What a caller's own policies and the policy of an API come to together: AWS's two tables. */
enum PolicyTables {
  /** Of a caller of the API's own account: either may allow. */
  SAME_ACCOUNT {
    @Override
    Effect withoutDenial(Effect own, Effect api) {
      return own == Effect.ALLOW || api == Effect.ALLOW ? Effect.ALLOW : Effect.SILENT;
    }
  },

  /** Of a caller of another account: both have to allow. */
  OTHER_ACCOUNT {
    @Override
    Effect withoutDenial(Effect own, Effect api) {
      return own == Effect.ALLOW && api == Effect.ALLOW ? Effect.ALLOW : Effect.SILENT;
    }
  },

  /** Of a caller who has no policies: the API's has to allow. */
  NO_POLICIES {
    @Override
    Effect withoutDenial(Effect own, Effect api) {
      return api;
    }
  };

  /** Returns what both come to; {@link Effect#SILENT} is a refusal that nobody has spoken out. */
  Effect decide(Effect own, Effect api) {
    return own == Effect.DENY || api == Effect.DENY ? Effect.DENY : withoutDenial(own, api);
  }

  abstract Effect withoutDenial(Effect own, Effect api);
}
