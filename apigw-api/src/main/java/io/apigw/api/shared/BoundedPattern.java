package io.apigw.api.shared;

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A configured regular expression that is safe to hold against text from a client.
 *
 * <p>Java's own syntax and engine over text that counts how often it is read. A match that reads more than {@value
 * #FREE_READS} characters and {@value #READS_PER_CHARACTER} more for each character of the text, or that exhausts the
 * stack, gives up; the worst pattern then costs some milliseconds for text of a few kilobytes. Callers treat {@link
 * Match#GAVE_UP} as the safe one of their two answers. Immutable, safe for many threads, compared by the expression's
 * text.
 */
public final class BoundedPattern {

  /** How many reads every match may do: 100 000, under a millisecond. */
  public static final int FREE_READS = 100_000;

  /** How many more reads a match may do for each character of the text: 50. */
  public static final int READS_PER_CHARACTER = 50;

  private final Pattern pattern;

  private BoundedPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** What holding a text against the expression has shown. */
  public enum Match {
    /** The text fits. */
    MATCH,
    /** The text does not fit. */
    NO_MATCH,
    /** The budget of reads or the stack was used up before it was known. */
    GAVE_UP
  }

  /**
   * Compiles an expression, at deploy.
   *
   * @param regex the expression in the syntax of {@link Pattern}
   * @return the pattern
   * @throws IllegalArgumentException if it is no regular expression, or one nested too deep to compile
   */
  public static BoundedPattern compile(String regex) {
    try {
      return new BoundedPattern(Pattern.compile(Objects.requireNonNull(regex, "regex")));
    } catch (PatternSyntaxException wrong) {
      String reason = " (" + wrong.getDescription() + " at position " + wrong.getIndex() + ")";
      throw new IllegalArgumentException(
          Expect.message("a regular expression", regex) + reason, wrong);
    } catch (StackOverflowError tooDeep) {
      throw new IllegalArgumentException(
          "expected a regular expression that can be compiled but was one nested too deep",
          tooDeep);
    }
  }

  /**
   * Holds the whole text against the expression.
   *
   * @param text what a client sent
   * @return whether all of it fits
   */
  public Match matches(CharSequence text) {
    return run(text, Kind.WHOLE);
  }

  /**
   * Looks for the expression anywhere in the text, as JSON Schema's {@code pattern} does.
   *
   * @param text what a client sent
   * @return whether a part of it fits
   */
  public Match find(CharSequence text) {
    return run(text, Kind.PART);
  }

  /**
   * Holds the beginning of the text against the expression, as an authorizer's validation does.
   *
   * @param text what a client sent
   * @return whether the text begins with what fits
   */
  public Match lookingAt(CharSequence text) {
    return run(text, Kind.BEGINNING);
  }

  /**
   * The expression.
   *
   * @return the text that was compiled
   */
  public String regex() {
    return pattern.pattern();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BoundedPattern that && regex().equals(that.regex());
  }

  @Override
  public int hashCode() {
    return regex().hashCode();
  }

  @Override
  public String toString() {
    return regex();
  }

  private Match run(CharSequence text, Kind kind) {
    Budget budget = new Budget(FREE_READS + (long) READS_PER_CHARACTER * text.length());
    var matcher = pattern.matcher(new CountedText(text, 0, text.length(), budget));
    try {
      boolean fits = switch (kind) {
        case WHOLE -> matcher.matches();
        case BEGINNING -> matcher.lookingAt();
        case PART -> matcher.find();
      };
      return fits ? Match.MATCH : Match.NO_MATCH;
    } catch (UsedUp | StackOverflowError gaveUp) {
      return Match.GAVE_UP;
    }
  }

  private enum Kind {
    WHOLE,
    BEGINNING,
    PART
  }

  private static final class Budget {
    private long left;

    private Budget(long left) {
      this.left = left;
    }
  }

  /** The text of one match, every read of which is charged to the match's budget. */
  private record CountedText(CharSequence text, int start, int end, Budget budget)
      implements CharSequence {

    @Override
    public char charAt(int index) {
      if (--budget.left < 0) {
        throw new UsedUp();
      }
      return text.charAt(start + index);
    }

    @Override
    public int length() {
      return end - start;
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return new CountedText(text, start + from, start + to, budget);
    }

    @Override
    public String toString() {
      return text.subSequence(start, end).toString();
    }
  }

  /** Leaves the engine of {@code java.util.regex}, which has no other way out; never leaves this class. */
  private static final class UsedUp extends RuntimeException {
    private static final long serialVersionUID = 1;

    private UsedUp() {
      super("used up", null, false, false);
    }
  }
}
