package io.apigw.api;

import java.util.ArrayList;
import java.util.List;

/** Names that all have one {@code hashCode}, made of Aa and BB. */
final class CollidingNames {

  private CollidingNames() {}

  /** All 2^pairs names of that many pairs. */
  static List<String> of(int pairs) {
    List<String> names = new ArrayList<>(1 << pairs);
    for (int bits = 0; bits < 1 << pairs; bits++) {
      StringBuilder name = new StringBuilder(2 * pairs);
      for (int i = 0; i < pairs; i++) {
        name.append((bits >> i & 1) == 0 ? "Aa" : "BB");
      }
      names.add(name.toString());
    }
    return names;
  }
}
