package io.apigw.api.shield;

import io.apigw.api.Problem;
import io.apigw.api.shared.CidrBlock;
import io.apigw.api.shared.CidrSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What stands before a stage, in AWS WAF's place: it sees a request before its method is known and before any authorizer
 * or policy. Immutable; equal are two of one name and the same settings, whatever rule they run.
 *
 * <pre>{@code
 * Stage.builder(orders, "prod")
 *     .shield(Shield.blocking("abusers", "203.0.113.0/24", "2001:db8::/32"))
 *     .shield(Shield.of("firewall", firewall).failClosed());
 * }</pre>
 */
public final class Shield {

  private final String name;
  private final ShieldRule rule;
  private final List<String> addresses;
  private final boolean inside;
  private final boolean failsClosed;
  private final List<Problem> problems;

  private Shield(
      String name,
      ShieldRule rule,
      List<String> addresses,
      boolean inside,
      boolean failsClosed,
      List<Problem> problems) {
    this.name = Objects.requireNonNull(name, "name");
    this.rule = Objects.requireNonNull(rule, "rule");
    this.addresses = addresses;
    this.inside = inside;
    this.failsClosed = failsClosed;
    this.problems = problems;
  }

  /**
   * Returns a shield that judges by a rule of the host's own.
   *
   * @param name what stands for the rule wherever the stage is compared
   * @param rule judges requests
   */
  public static Shield of(String name, ShieldRule rule) {
    return new Shield(name, rule, List.of(), false, false, List.of());
  }

  /**
   * Returns a shield that lets only callers of some addresses pass.
   *
   * @param name the set's name
   * @param cidrs addresses and blocks, of IPv4 and IPv6; an IPv4 address that is written as an IPv6 one is the IPv4 one
   */
  public static Shield allowing(String name, String... cidrs) {
    return ipSet(name, List.of(cidrs), true);
  }

  /**
   * Returns a shield that lets callers of some addresses not pass.
   *
   * @param name the set's name
   * @param cidrs addresses and blocks, of IPv4 and IPv6; an IPv4 address that is written as an IPv6 one is the IPv4 one
   */
  public static Shield blocking(String name, String... cidrs) {
    return ipSet(name, List.of(cidrs), false);
  }

  /** Returns this shield refusing requests (500) when its rule fails. Default: they pass, as in AWS. */
  public Shield failClosed() {
    return new Shield(name, rule, addresses, inside, true, problems);
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns what judges. */
  public ShieldRule rule() {
    return rule;
  }

  /** Returns whether requests are refused when the rule fails. */
  public boolean failsClosed() {
    return failsClosed;
  }

  /** Returns what is wrong with it; the stage that has it reports that when it is built. */
  public List<Problem> problems() {
    return problems;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shield that
        && name.equals(that.name)
        && addresses.equals(that.addresses)
        && inside == that.inside
        && failsClosed == that.failsClosed;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, addresses, inside, failsClosed);
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return "shield '" + name + "'";
  }

  private static Shield ipSet(String name, List<String> cidrs, boolean inside) {
    List<CidrBlock> blocks = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String cidr : cidrs) {
      try {
        blocks.add(CidrBlock.parse(cidr));
      } catch (IllegalArgumentException wrong) {
        problems.add(new Problem("addresses", String.valueOf(wrong.getMessage())));
      }
    }
    return new Shield(
        name,
        new IpSetRule(new CidrSet(blocks), inside),
        cidrs,
        inside,
        false,
        List.copyOf(problems));
  }
}
