package io.apigw.api.definition;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.apigw.api.DefinitionException;
import io.apigw.api.Problem;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a build() complains about, as the lines that a user reads. */
final class Problems {

  private Problems() {}

  static List<String> of(ThrowingCallable build) {
    DefinitionException thrown = catchThrowableOfType(DefinitionException.class, build);
    return thrown == null
        ? List.of()
        : thrown.problems().stream().map(Problem::toString).toList();
  }
}
