package io.apigw.auth.policy;

import static io.apigw.auth.policy.Policies.OF_API;
import static io.apigw.auth.policy.Policies.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.authorize.AccessPolicy.Effect;
import io.apigw.api.authorize.AccessRequest;
import io.apigw.api.authorize.PolicyDocument;
import io.apigw.testkit.TreeJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCompilerTest {

  private static final String ALLOW =
      "'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'";

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "[] # expected a JSON object but was \\[]",
        "{'Statement':[]} # Statement: expected at least one statement but was none",
        "{'Version':'2013-01-01','Statement':{ALLOW}} # Version: expected 2012-10-17 or 2008-10-17 but was \"2013-01-01\"",
        "{'Statments':1,'Statement':{ALLOW}} # Statments: expected one of .* but was Statments; did you mean Statement\\?",
        "{'Statement':[7]} # Statement\\[0]: expected a JSON object but was 7",
        "{'Statement':{'Effect':'allow','Principal':'*','Action':'*','Resource':'*'}} # Statement\\[0].Effect: expected Allow or Deny but was allow",
        "{'Statement':{'Principal':'*','Action':'*','Resource':'*'}} # Statement\\[0].Effect: expected Allow or Deny but was missing",
        "{'Statement':{'Effect':'Deny','Principal':'*','Resource':'*'}} # Statement\\[0].Action: expected either Action or NotAction but was neither",
        "{'Statement':{ALLOW,'NotResource':'*'}} # Statement\\[0].Resource: expected either Resource or NotResource but was both",
        "{'Statement':{'Effect':'Deny','Action':'*','Resource':'*'}} # Statement\\[0].Principal: expected either Principal or NotPrincipal but was neither",
        "{'Statement':{'Effect':'Deny','Principal':'*','Action':'Invoke','Resource':'*'}} # Statement\\[0].Action: expected an action such as execute-api:Invoke, or \\* but was Invoke",
        "{'Statement':{'Effect':'Deny','Principal':'*','Action':[],'Resource':'*'}} # Statement\\[0].Action: expected at least one value but was none",
        "{'Statement':{'Effect':'Deny','Principal':'*','Action':'*','Resource':'/prod'}} # Statement\\[0].Resource: expected an ARN or \\* but was /prod",
        "{'Statement':{'Effect':'Deny','Principal':'*','Action':'*','Resource':7}} # Statement\\[0].Resource: expected a string or an array of strings but was 7",
        "{'Statement':{'Effect':'Deny','Principal':'ann','Action':'*','Resource':'*'}} # Statement\\[0].Principal: expected \\* or an object with the member AWS but was \"ann\"",
        "{'Statement':{'Effect':'Deny','Principal':{'AWS':'ann'},'Action':'*','Resource':'*'}} # Statement\\[0].Principal.AWS: expected \\*, an account, .* but was ann",
        "{'Statement':{'Effect':'Deny','Principal':{'Aws':'*'},'Action':'*','Resource':'*'}} # Statement\\[0].Principal.Aws: .* did you mean AWS\\?",
        "{'Statement':{ALLOW,'Condition':{'StringEquels':{'a':'b'}}}} # Statement\\[0].Condition: expected one of .* but was StringEquels; did you mean StringEquals\\?",
        "{'Statement':{ALLOW,'Condition':{'ForAllValues:Null':{'a':true}}}} # Statement\\[0].Condition: expected one of .* but was ForAllValues:Null.*",
        "{'Statement':{ALLOW,'Condition':{'NullIfExists':{'a':true}}}} # Statement\\[0].Condition: expected one of .* but was NullIfExists.*",
        "{'Statement':{ALLOW,'Condition':{'IpAddress':{'aws:SourceIp':'10.0.0.1/8'}}}} # Statement\\[0].Condition.IpAddress.aws:SourceIp: expected an IP address or a block such as 10.0.0.0/8 but was 10.0.0.1/8",
        "{'Statement':{ALLOW,'Condition':{'NumericLessThan':{'a':'many'}}}} # Statement\\[0].Condition.NumericLessThan.a: expected a number but was many",
        "{'Statement':{ALLOW,'Condition':{'Bool':{'a':[]}}}} # Statement\\[0].Condition.Bool.a: expected at least one value but was none",
        "{'Statement':{ALLOW,'Condition':{'StringEquals':{'a':{}}}}} # Statement\\[0].Condition.StringEquals.a: expected a text but was \\{}",
        "{'Statement':{ALLOW,'Condition':[]}} # Statement\\[0].Condition: expected a JSON object but was \\[]",
      })
  void whatIsWrongIsSaidWithItsPlace(String document, String problem) {
    assertThat(problems(OF_API, document.replace("ALLOW", ALLOW)))
        .singleElement()
        .asString()
        .matches(problem);
  }

  @Test
  void allProblemsAreSaidAtOnce() {
    assertThat(problems(OF_API, "{'Statement':[{'Effect':'No'},{}]}")).hasSize(8);
  }

  @Test
  void textThatIsNoJsonIsAProblem() {
    assertThat(problems(OF_API, "{")).singleElement().asString().startsWith("expected JSON: ");
  }

  @Test
  void documentsAndResourcesHaveALongest() {
    String statement =
        "{'Statement':{'Effect':'Deny','Principal':'*','Action':'*','Resource':'arn:";
    assertThat(problems(OF_API, statement + "x".repeat(8192) + "'}}"))
        .singleElement()
        .asString()
        .startsWith("expected a policy of at most 8192 characters");
    assertThat(problems(
            PolicyKind.ofCaller(),
            "{'Statement':{'Effect':'Deny','Action':'*','Resource':'arn:" + "x".repeat(509)
                + "'}}"))
        .singleElement()
        .asString()
        .startsWith("Statement[0].Resource: expected an ARN of at most 512 characters");
  }

  @Test
  void policyOfACallerNamesNoPrincipal() {
    assertThat(problems(PolicyKind.ofCaller(), "{'Statement':{" + ALLOW + "}}"))
        .containsExactly("Statement[0].Principal: expected no principal in a policy that belongs to"
            + " its caller");
  }

  @Test
  void documentsOfAllowAndDenyCompile() {
    assertThat(decision(PolicyDocument.allow("arn:aws:execute-api:*:*:*/prod/*", "arn:x")))
        .isEqualTo(Effect.ALLOW);
    assertThat(decision(PolicyDocument.deny("arn:aws:execute-api:*:*:*/prod/*")))
        .isEqualTo(Effect.DENY);
    assertThat(decision(PolicyDocument.allow("arn:aws:execute-api:*:*:*/test/*")))
        .isEqualTo(Effect.SILENT);
  }

  private static Effect decision(PolicyDocument document) {
    AccessRequest call = Policies.call("prod/GET/x");
    return new PolicyCompiler(TreeJson.create())
        .compile(document, PolicyKind.ofCaller())
        .match(policy -> policy.decide(call), problems -> {
          throw new AssertionError(problems);
        });
  }
}
