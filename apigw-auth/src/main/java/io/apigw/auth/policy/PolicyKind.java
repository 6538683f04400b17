package io.apigw.auth.policy;

import java.util.function.UnaryOperator;

/**
 * Whose policy it is.
 *
 * @param namesPrincipals whether its statements say whom they are about; the others are about their owner
 * @param longestDocument the most characters of the document
 * @param longestResource the most characters of a resource
 * @param fullResource makes an ARN of a resource's short form
 */
public record PolicyKind(
    boolean namesPrincipals,
    int longestDocument,
    int longestResource,
    UnaryOperator<String> fullResource) {

  private static final int LONGEST_ARN = 1600;
  private static final String SHORT = "execute-api:/";

  /** A policy that an authorizer returns for its caller; AWS allows 512 characters in a resource. */
  public static PolicyKind ofCaller() {
    return new PolicyKind(false, 64 * 1024, 512, UnaryOperator.identity());
  }

  /**
   * A policy of an API, in 8 192 characters. Its resources may be short: {@code execute-api:/stage/METHOD/path}.
   *
   * @param apiArn the API's ARN, such as {@code arn:aws:execute-api:eu-west-1:123456789012:orders}
   */
  public static PolicyKind ofApi(String apiArn) {
    return new PolicyKind(
        true,
        8192,
        LONGEST_ARN,
        resource -> resource.startsWith(SHORT)
            ? apiArn + "/" + resource.substring(SHORT.length())
            : resource);
  }
}
