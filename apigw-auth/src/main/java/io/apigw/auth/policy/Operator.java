package io.apigw.auth.policy;

import io.apigw.api.shared.CidrBlock;
import io.apigw.api.shared.IpAddress;
import io.apigw.auth.policy.Condition.ValueTest;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * An operator of a condition: how one of the policy's values is compared with one of the request's. A request's value
 * that is not of the operator's type matches nothing.
 *
 * @param negated whether it is about values that do not match
 * @param expected what the policy's values must be, for messages
 * @param reader makes the comparison; empty for a value that is none
 */
record Operator(boolean negated, String expected, Reader reader) {

  /** Reads one of the policy's values; with or without variables. */
  @FunctionalInterface
  interface Reader {
    Optional<ValueTest> read(String value, boolean variables);
  }

  /** All operators by name, without prefixes and suffixes. */
  static final Map<String, Operator> BY_NAME = all();

  private static Map<String, Operator> all() {
    Map<String, Operator> all = new LinkedHashMap<>();
    both(all, "String%sEquals", "a text", Operator::equal);
    both(all, "String%sEqualsIgnoreCase", "a text", Operator::equalIgnoringCase);
    both(all, "String%sLike", "a text", Operator::like);
    both(all, "Arn%sEquals", "an ARN", Operator::arn);
    both(all, "Arn%sLike", "an ARN", Operator::arn);
    both(all, "Numeric%sEquals", "a number", compared(Values::number, sign -> sign == 0));
    both(all, "Date%sEquals", "a date", compared(Values::date, sign -> sign == 0));
    ordered(all, "Numeric", "a number", Values::number);
    ordered(all, "Date", "a date", Values::date);
    all.put("Bool", new Operator(false, "true or false", same(Values::bool, Boolean::equals)));
    all.put("BinaryEquals", new Operator(false, "base64", same(Values::binary, Arrays::equals)));
    String block = "an IP address or a block such as 10.0.0.0/8";
    all.put("IpAddress", new Operator(false, block, Operator::address));
    all.put("NotIpAddress", new Operator(true, block, Operator::address));
    return Collections.unmodifiableMap(all);
  }

  private static void both(Map<String, Operator> all, String name, String expected, Reader reader) {
    all.put(String.format(Locale.ROOT, name, ""), new Operator(false, expected, reader));
    all.put(String.format(Locale.ROOT, name, "Not"), new Operator(true, expected, reader));
  }

  private static <T extends Comparable<T>> void ordered(
      Map<String, Operator> all, String type, String expected, Function<String, Optional<T>> read) {
    all.put(type + "LessThan", new Operator(false, expected, compared(read, sign -> sign < 0)));
    all.put(
        type + "LessThanEquals", new Operator(false, expected, compared(read, sign -> sign <= 0)));
    all.put(type + "GreaterThan", new Operator(false, expected, compared(read, sign -> sign > 0)));
    all.put(
        type + "GreaterThanEquals",
        new Operator(false, expected, compared(read, sign -> sign >= 0)));
  }

  private static Optional<ValueTest> equal(String text, boolean variables) {
    PolicyText expected = PolicyText.exact(text, variables);
    return Optional.of(expected::matches);
  }

  private static Optional<ValueTest> equalIgnoringCase(String text, boolean variables) {
    PolicyText expected = PolicyText.exact(text, variables);
    return Optional.of((value, request) -> value.equalsIgnoreCase(expected.resolved(request)));
  }

  private static Optional<ValueTest> like(String text, boolean variables) {
    PolicyText expected = PolicyText.pattern(text, variables);
    return Optional.of(expected::matches);
  }

  private static Optional<ValueTest> arn(String text, boolean variables) {
    if (!text.equals("*") && !text.startsWith("arn:") && !text.startsWith("${")) {
      return Optional.empty();
    }
    ArnPattern expected = ArnPattern.of(text, variables);
    return Optional.of(expected::matches);
  }

  private static Optional<ValueTest> address(String text, boolean variables) {
    CidrBlock block;
    try {
      block = CidrBlock.parse(text);
    } catch (IllegalArgumentException noBlock) {
      return Optional.empty();
    }
    return Optional.of(
        (value, request) -> IpAddress.literal(value).filter(block::contains).isPresent());
  }

  private static <T extends Comparable<T>> Reader compared(
      Function<String, Optional<T>> read, IntPredicate fits) {
    return same(read, (actual, expected) -> fits.test(actual.compareTo(expected)));
  }

  private static <T> Reader same(
      Function<String, Optional<T>> read, BiPredicate<? super T, ? super T> fits) {
    return (text, variables) -> read.apply(text)
        .map(expected -> (value, request) ->
            read.apply(value).filter(actual -> fits.test(actual, expected)).isPresent());
  }
}
