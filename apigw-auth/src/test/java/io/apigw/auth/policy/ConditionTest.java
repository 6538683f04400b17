package io.apigw.auth.policy;

import static io.apigw.auth.policy.Policies.allowedIf;
import static io.apigw.auth.policy.Policies.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.authorize.AccessPolicy.Effect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  /** The operator, the policy's values, the request's values or nothing, and whether it holds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "StringEquals; 'a'; a; true",
        "StringEquals; 'a'; A; false",
        "StringEquals; ['a','b']; b; true",
        "StringEquals; 'a*'; ab; false",
        "StringEquals; '${*}'; *; true",
        "StringEquals; 'a'; ; false",
        "StringNotEquals; 'a'; b; true",
        "StringNotEquals; ['a','b']; b; false",
        "StringNotEquals; 'a'; ; true",
        "StringEqualsIgnoreCase; 'aB'; Ab; true",
        "StringNotEqualsIgnoreCase; 'aB'; Ab; false",
        "StringLike; 'a*'; abc; true",
        "StringLike; 'a?'; abc; false",
        "StringNotLike; 'a*'; abc; false",
        "StringNotLike; 'a*'; x; true",
        "NumericEquals; 5; 5.0; true",
        "NumericEquals; '5'; five; false",
        "NumericNotEquals; 5; 6; true",
        "NumericNotEquals; 5; five; true",
        "NumericLessThan; 5; 4.99; true",
        "NumericLessThan; 5; 5; false",
        "NumericLessThanEquals; 5; 5; true",
        "NumericGreaterThan; 5; 6; true",
        "NumericGreaterThan; 5; 5; false",
        "NumericGreaterThanEquals; 5; 5; true",
        "NumericGreaterThanEquals; 5; 1e9; false",
        "DateEquals; '2026-11-25T00:00:00Z'; 2026-11-25; true",
        "DateNotEquals; '2026-11-25T00:00:00Z'; 2026-11-26; true",
        "DateLessThan; '2026-11-25T00:00:00+01:00'; 2026-11-24T22:59:59Z; true",
        "DateLessThanEquals; 1764028800; 2025-11-25T00:00:00Z; true",
        "DateGreaterThan; '2026-11-25T00:00:00Z'; 1795651200; true",
        "DateGreaterThanEquals; '2026-11-25T00:00:00Z'; soon; false",
        "Bool; true; true; true",
        "Bool; 'TRUE'; true; true",
        "Bool; false; true; false",
        "Bool; true; ; false",
        "BinaryEquals; 'QUI='; QUI=; true",
        "BinaryEquals; 'QUI='; QUJD; false",
        "IpAddress; '203.0.113.0/24'; 203.0.113.9; true",
        "IpAddress; '203.0.113.9'; 203.0.113.9; true",
        "IpAddress; '203.0.113.9'; ::ffff:203.0.113.9; true",
        "IpAddress; '2001:db8::/32'; 2001:db8:1::7; true",
        "IpAddress; '0.0.0.0/0'; 2001:db8:1::7; false",
        "IpAddress; '203.0.113.0/24'; not an address; false",
        "NotIpAddress; ['203.0.113.0/24','10.0.0.0/8']; 10.1.2.3; false",
        "NotIpAddress; ['203.0.113.0/24','10.0.0.0/8']; 192.0.2.1; true",
        "ArnEquals; 'arn:aws:iam::*:role/*'; arn:aws:iam::123456789012:role/x; true",
        "ArnLike; 'arn:aws:iam::123456789012:role/a?'; arn:aws:iam::123456789012:role/ab; true",
        "ArnLike; 'arn:aws:*:role/ab'; arn:aws:iam::123456789012:role/ab; false",
        "ArnNotEquals; 'arn:aws:iam::*:role/*'; arn:aws:iam::123456789012:user/x; true",
        "ArnNotLike; 'arn:aws:iam::*:role/*'; arn:aws:iam::123456789012:role/x; false",
        "Null; true; ; true",
        "Null; 'true'; a; false",
        "Null; false; a; true",
        "StringEqualsIfExists; 'a'; ; true",
        "StringEqualsIfExists; 'a'; b; false",
        "IpAddressIfExists; '10.0.0.0/8'; ; true",
        "ForAllValues:StringEquals; ['a','b']; a|b; true",
        "ForAllValues:StringEquals; ['a','b']; a|c; false",
        "ForAllValues:StringEquals; ['a','b']; ; true",
        "ForAllValues:StringNotEquals; ['a','b']; c|d; true",
        "ForAllValues:StringNotEquals; ['a','b']; c|a; false",
        "ForAnyValue:StringEquals; ['a','b']; c|b; true",
        "ForAnyValue:StringEquals; ['a','b']; c|d; false",
        "ForAnyValue:StringEquals; ['a','b']; ; false",
        "ForAnyValue:StringEqualsIfExists; ['a','b']; ; true",
        "ForAnyValue:StringNotEquals; ['a','b']; a|c; true",
        "ForAnyValue:StringNotEquals; ['a','b']; a|b; false",
      })
  void operatorsCompare(String operator, String expected, @Nullable String actual, boolean holds) {
    String condition = "{'" + operator + "':{'X:Key':" + expected + "}}";
    Effect effect = allowedIf(condition)
        .decide(actual == null ? call("prod/GET/x") : call("prod/GET/x", "x:key=" + actual));
    assertThat(effect).isEqualTo(holds ? Effect.ALLOW : Effect.SILENT);
  }

  @ParameterizedTest
  @CsvSource({"a, b, true", "a, x, false", "x, b, false"})
  void allOperatorsAndAllKeysMustHold(String one, String two, boolean holds) {
    Effect keys = allowedIf("{'StringEquals':{'k:one':'a','k:two':'b'}}")
        .decide(call("prod/GET/x", "k:one=" + one, "k:two=" + two));
    Effect operators = allowedIf("{'StringEquals':{'k:one':'a'},'StringLike':{'k:two':'b*'}}")
        .decide(call("prod/GET/x", "k:one=" + one, "k:two=" + two));
    assertThat(keys).isEqualTo(holds ? Effect.ALLOW : Effect.SILENT);
    assertThat(operators).isEqualTo(keys);
  }

  @ParameterizedTest
  @CsvSource({"ann, true", "bob, false"})
  void valuesMayBeVariables(String name, boolean holds) {
    Effect effect = allowedIf("{'StringEquals':{'k:owner':'${aws:username}'}}")
        .decide(call("prod/GET/x", "k:owner=ann", "aws:username=" + name));
    assertThat(effect).isEqualTo(holds ? Effect.ALLOW : Effect.SILENT);
  }
}
