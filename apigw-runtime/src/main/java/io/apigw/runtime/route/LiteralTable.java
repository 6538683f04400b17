package io.apigw.runtime.route;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds a value by a region of a text, without making a text of the region. Immutable; open addressing, at most half
 * full. Whoever chooses the regions cannot make it slow: how long a search is depends on the keys alone.
 *
 * @param <V> what is found
 */
final class LiteralTable<V> {

  private final @Nullable String[] keys;
  private final @Nullable V[] values;
  private final int mask;

  LiteralTable(Collection<? extends Map.Entry<String, ? extends V>> entries) {
    int capacity = Math.max(1, Integer.highestOneBit(Math.max(1, entries.size())) * 4);
    this.keys = new String[capacity];
    this.values = newArray(capacity);
    this.mask = capacity - 1;
    for (Map.Entry<String, ? extends V> entry : entries) {
      int slot = spread(entry.getKey().hashCode()) & mask;
      while (keys[slot] != null) {
        slot = (slot + 1) & mask;
      }
      keys[slot] = entry.getKey();
      values[slot] = entry.getValue();
    }
  }

  /** The hash that {@link #get} takes: the region's as a text of its own. */
  static int hash(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  /** Returns the value of a region, or null. */
  @Nullable
  V get(String text, int from, int to, int hash) {
    int slot = spread(hash) & mask;
    for (String key = keys[slot]; key != null; key = keys[slot]) {
      if (key.length() == to - from && text.startsWith(key, from)) {
        return values[slot];
      }
      slot = (slot + 1) & mask;
    }
    return null;
  }

  /** Texts that differ in their last characters only have neighbouring hashes. */
  static int spread(int hash) {
    return ((hash ^ (hash >>> 15)) * 0x9E3779B9) >>> 7;
  }

  @SuppressWarnings("unchecked") // the array never leaves this object
  private static <V> @Nullable V[] newArray(int length) {
    return (V[]) new Object[length];
  }
}
