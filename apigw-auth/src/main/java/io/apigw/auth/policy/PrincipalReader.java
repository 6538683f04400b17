package io.apigw.auth.policy;

import io.apigw.api.JsonObject;
import io.apigw.api.JsonValue;
import io.apigw.api.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads whom a statement is about. */
final class PrincipalReader {

  /** Services, federated users and canonical users never call an API: they are known, and match nobody. */
  private static final Set<String> TYPES =
      new TreeSet<>(Set.of("AWS", "Service", "Federated", "CanonicalUser"));

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern ROOT = Pattern.compile("arn:[a-z-]+:iam::(\\d{12}):root");
  private static final Pattern IDENTITY = Pattern.compile(
      "arn:[a-z-]+:(iam::\\d{12}:(user|role)/[^*?]+|sts::\\d{12}:(assumed-role|federated-user)/[^*?]+)");

  private PrincipalReader() {}

  static Principals read(String path, JsonValue value, List<Problem> problems) {
    if (value.equals(JsonValue.of("*"))) {
      return Principals.EVERYONE;
    }
    if (!(value instanceof JsonObject types)) {
      problems.add(Problem.expected(path, "* or an object with the member AWS", value));
      return Principals.EVERYONE;
    }
    Set<String> accounts = new TreeSet<>();
    Set<String> arns = new TreeSet<>();
    boolean everyone = false;
    for (Map.Entry<String, JsonValue> type : types.members().entrySet()) {
      String place = path + "." + type.getKey();
      if (!TYPES.contains(type.getKey())) {
        problems.add(Problem.expectedOneOf(place, TYPES, type.getKey()));
      }
      for (String name : PolicyCompiler.texts(place, type.getValue(), problems)) {
        if (!type.getKey().equals("AWS")) {
          continue;
        }
        var root = ROOT.matcher(name);
        if (name.equals("*")) {
          everyone = true;
        } else if (ACCOUNT.matcher(name).matches()) {
          accounts.add(name);
        } else if (root.matches()) {
          accounts.add(root.group(1));
        } else if (IDENTITY.matcher(name).matches()) {
          arns.add(name);
        } else {
          problems.add(Problem.expected(
              place, "*, an account, or the ARN of an account's root, a user or a role", name));
        }
      }
    }
    return new Principals(everyone, accounts, arns);
  }
}
