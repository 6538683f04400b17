package io.apigw.auth.policy;

import static io.apigw.api.authorize.AccessPolicy.Effect.ALLOW;
import static io.apigw.api.authorize.AccessPolicy.Effect.DENY;
import static io.apigw.api.authorize.AccessPolicy.Effect.SILENT;
import static io.apigw.auth.policy.Policies.call;
import static io.apigw.auth.policy.Policies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.authorize.AccessPolicy;
import io.apigw.api.authorize.AccessPolicy.Effect;
import io.apigw.api.authorize.AccessRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {

  private static final String ALL =
      "{'Effect':'Allow','Principal':'*','Action':'execute-api:Invoke','Resource':'*'}";

  @Test
  void whatNoStatementIsAboutIsNeitherAllowedNorDenied() {
    AccessPolicy policy = policy(about("prod/GET/orders"));
    assertThat(policy.decide(call("prod/GET/orders"))).isEqualTo(ALLOW);
    assertThat(policy.decide(call("prod/GET/other"))).isEqualTo(SILENT);
  }

  @Test
  void denialWinsWhereverItStands() {
    String denial = "{'Effect':'Deny','Principal':'*','Action':'*',"
        + "'Resource':'arn:aws:execute-api:*:*:*/DELETE/*'}";
    assertThat(policy(ALL, denial).decide(call("prod/DELETE/x"))).isEqualTo(DENY);
    assertThat(policy(denial, ALL).decide(call("prod/DELETE/x"))).isEqualTo(DENY);
    assertThat(policy(denial, ALL).decide(call("prod/GET/x"))).isEqualTo(ALLOW);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:execute-api:eu-west-1:123456789012:orders/prod/GET/orders/7, ALLOW",
    "arn:aws:execute-api:eu-west-1:123456789012:orders/prod/GET/ORDERS/7, SILENT",
    "arn:aws:execute-api:eu-west-1:123456789012:orders/prod/GET/*, ALLOW",
    "arn:aws:execute-api:eu-west-1:123456789012:orders/*/7, ALLOW",
    "arn:aws:execute-api:eu-west-1:123456789012:orders/*/GET/orders/?, ALLOW",
    "arn:aws:execute-api:eu-west-1:123456789012:orders/*/GET/orders/??, SILENT",
    "arn:aws:execute-api:*:*:*, ALLOW",
    "arn:aws:execute-api:*, ALLOW",
    "arn:aws:execute-api, ALLOW",
    "arn:aws:s3:*:*:*, SILENT",
    "arn:*:GET/orders/7, SILENT",
    "arn:aws:execute-api:eu-*:123456789012:orders/*, ALLOW",
    "arn:aws:execute-api:eu-west-1:999999999999:*, SILENT",
    "execute-api:/prod/GET/orders/*, ALLOW",
    "execute-api:/*, ALLOW",
    "execute-api:/test/*, SILENT",
    "*, ALLOW",
  })
  void resourcesAreComparedFieldByField(String resource, Effect effect) {
    AccessPolicy policy =
        policy("{'Effect':'Allow','Principal':'*','Action':'*','Resource':['" + resource + "']}");
    assertThat(policy.decide(call("prod/GET/orders/7"))).isEqualTo(effect);
  }

  @ParameterizedTest
  @CsvSource({
    "execute-api:Invoke, ALLOW",
    "EXECUTE-API:invoke, ALLOW",
    "execute-api:*, ALLOW",
    "execute-api:Inv?ke, ALLOW",
    "*, ALLOW",
    "execute-api:InvalidateCache, SILENT",
    "s3:*, SILENT",
  })
  void actionsAreComparedWithoutCase(String action, Effect effect) {
    AccessPolicy policy =
        policy("{'Effect':'Allow','Principal':'*','Action':'" + action + "','Resource':'*'}");
    assertThat(policy.decide(call("prod/GET/orders/7"))).isEqualTo(effect);
  }

  @Test
  void negatedMembersAreAboutEverythingElse() {
    assertThat(policy("{'Effect':'Deny','Principal':'*','NotAction':'execute-api:Invoke',"
                + "'Resource':'*'}")
            .decide(call("prod/GET/x")))
        .isEqualTo(SILENT);
    assertThat(policy("{'Effect':'Deny','Principal':'*','Action':'*',"
                + "'NotResource':'execute-api:/prod/*'}")
            .decide(call("test/GET/x")))
        .isEqualTo(DENY);
    AccessPolicy notAlice = policy("{'Effect':'Deny','NotPrincipal':"
        + "{'AWS':'arn:aws:iam::123456789012:user/alice'},'Action':'*','Resource':'*'}");
    assertThat(notAlice.decide(call("prod/GET/x").by("arn:aws:iam::123456789012:user/alice")))
        .isEqualTo(SILENT);
    assertThat(notAlice.decide(call("prod/GET/x"))).isEqualTo(DENY);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"*\"', '', ALLOW",
    "'{\"AWS\":\"*\"}', '', ALLOW",
    "'{\"AWS\":\"123456789012\"}', '', SILENT",
    "'{\"AWS\":\"123456789012\"}', arn:aws:iam::123456789012:user/ann, ALLOW",
    "'{\"AWS\":\"123456789012\"}', arn:aws:iam::999999999999:user/ann, SILENT",
    "'{\"AWS\":\"arn:aws:iam::123456789012:root\"}', arn:aws:iam::123456789012:user/ann, ALLOW",
    "'{\"AWS\":\"arn:aws:iam::123456789012:user/ann\"}', arn:aws:iam::123456789012:user/ann, ALLOW",
    "'{\"AWS\":\"arn:aws:iam::123456789012:user/ann\"}', arn:aws:iam::123456789012:user/anna, SILENT",
    "'{\"AWS\":\"arn:aws:iam::123456789012:role/dev/Admin\"}', arn:aws:sts::123456789012:assumed-role/Admin/me, ALLOW",
    "'{\"AWS\":\"arn:aws:iam::123456789012:role/Admin\"}', arn:aws:sts::999999999999:assumed-role/Admin/me, SILENT",
    "'{\"AWS\":\"arn:aws:sts::123456789012:assumed-role/Admin/me\"}', arn:aws:sts::123456789012:assumed-role/Admin/me, ALLOW",
    "'{\"AWS\":\"arn:aws:sts::123456789012:assumed-role/Admin/me\"}', arn:aws:sts::123456789012:assumed-role/Admin/you, SILENT",
    "'{\"Service\":\"lambda.amazonaws.com\"}', arn:aws:iam::123456789012:user/ann, SILENT",
  })
  void principalsNameCallers(String principal, String caller, Effect effect) {
    AccessPolicy policy =
        policy("{'Effect':'Allow','Principal':" + principal + ",'Action':'*','Resource':'*'}");
    AccessRequest call = call("prod/GET/x");
    assertThat(policy.decide(caller.isEmpty() ? call : call.by(caller))).isEqualTo(effect);
  }

  @Test
  void variablesStandForWhatTheRequestSays() {
    AccessPolicy policy = policy("{'Effect':'Allow','Principal':'*','Action':'*',"
        + "'Resource':'execute-api:/prod/GET/users/${aws:username}/*'}");
    assertThat(policy.decide(call("prod/GET/users/ann/files", "aws:username=ann")))
        .isEqualTo(ALLOW);
    assertThat(policy.decide(call("prod/GET/users/bob/files", "aws:username=ann")))
        .isEqualTo(SILENT);
    assertThat(policy.decide(call("prod/GET/users/bob/files", "aws:username=*")))
        .as("a value is no pattern")
        .isEqualTo(SILENT);
    assertThat(policy.decide(call("prod/GET/users/bob/files"))).isEqualTo(SILENT);
  }

  @Test
  void variablesMayHaveADefaultAndStandForWildcardsAsSuch() {
    AccessPolicy policy = policy("{'Effect':'Allow','Principal':'*','Action':'*','Resource':"
        + "['execute-api:/prod/GET/${aws:username, \\u0027none\\u0027}',"
        + "'execute-api:/prod/GET/a${*}b']}");
    assertThat(policy.decide(call("prod/GET/none"))).isEqualTo(ALLOW);
    assertThat(policy.decide(call("prod/GET/none", "aws:username=ann"))).isEqualTo(SILENT);
    assertThat(policy.decide(call("prod/GET/a*b"))).isEqualTo(ALLOW);
    assertThat(policy.decide(call("prod/GET/axb"))).isEqualTo(SILENT);
  }

  @Test
  void oldVersionHasNoVariables() {
    AccessPolicy policy = Policies.compiled(
        Policies.OF_API,
        "{'Version':'2008-10-17','Statement':{'Effect':'Allow','Principal':'*','Action':'*',"
            + "'Resource':'execute-api:/prod/GET/${aws:username}'}}");
    assertThat(policy.decide(call("prod/GET/ann", "aws:username=ann"))).isEqualTo(SILENT);
    assertThat(policy.decide(call("prod/GET/${aws:username}"))).isEqualTo(ALLOW);
  }

  private static String about(String method) {
    return "{'Effect':'Allow','Principal':'*','Action':'execute-api:Invoke',"
        + "'Resource':'execute-api:/" + method + "'}";
  }
}
