package io.apigw.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;

/** How the rules of this package are said in ArchUnit's terms. */
final class Rules {

  private Rules() {}

  static <T> DescribedPredicate<T> are(String description, Predicate<? super T> predicate) {
    return DescribedPredicate.describe("are " + description, predicate);
  }

  static <T extends HasDescription> ArchCondition<T> satisfy(
      String description, Predicate<? super T> predicate) {
    return new ArchCondition<>(description) {
      @Override
      public void check(T item, ConditionEvents events) {
        if (!predicate.test(item)) {
          events.add(SimpleConditionEvent.violated(
              item, item.getDescription() + " should " + description));
        }
      }
    };
  }

  /** The class of the source file. */
  static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(Rules::outermost).orElse(type);
  }
}
