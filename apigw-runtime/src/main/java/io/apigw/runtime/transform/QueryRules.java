package io.apigw.runtime.transform;

import io.apigw.api.PercentEncoding;
import io.apigw.api.ValueReader;
import io.apigw.runtime.throttle.Admitted;
import java.util.List;
import java.util.Set;

/**
 * How the query for a back end is made: the URI's own, then the client's, then what is mapped. Every value that is
 * written here is encoded as one value.
 */
final class QueryRules {

  private final List<UriPiece> own;
  private final boolean encodedAnew;
  private final Set<String> removed;
  private final List<Added> added;

  /**
   * Makes the rules of a method.
   *
   * @param own the query of the URI
   * @param encodedAnew whether the client's query is decoded and encoded anew, as REST APIs do; else it is passed on as
   *     it came
   * @param removed names that the client's query loses
   * @param added what is mapped
   */
  QueryRules(List<UriPiece> own, boolean encodedAnew, Set<String> removed, List<Added> added) {
    this.own = List.copyOf(own);
    this.encodedAnew = encodedAnew;
    this.removed = Set.copyOf(removed);
    this.added = List.copyOf(added);
  }

  /**
   * A mapped parameter.
   *
   * @param name its decoded name
   * @param reader reads its values
   * @param repeated whether several values make several parameters
   */
  record Added(String name, ValueReader reader, boolean repeated) {

    void append(Admitted admitted, Writer query) {
      if (repeated) {
        reader.readAll(admitted).forEach(value -> append(value, query));
      } else {
        reader.read(admitted).ifPresent(value -> append(value, query));
      }
    }

    /** An empty value counts as missing. */
    private void append(String value, Writer query) {
      if (!value.isEmpty()) {
        query.parameter(name, value);
      }
    }
  }

  /** Writes the query with its question mark; nothing if it is empty. */
  void append(Admitted admitted, StringBuilder target) {
    Writer query = new Writer(target);
    if (!own.isEmpty()) {
      query.separate();
      BackendUri.append(own, admitted, target);
    }
    client(admitted, query);
    for (int i = 0; i < added.size(); i++) {
      added.get(i).append(admitted, query);
    }
  }

  private void client(Admitted admitted, Writer query) {
    String raw = admitted.request().rawQuery();
    if (raw.isEmpty()) {
      return;
    }
    if (encodedAnew || !removed.isEmpty()) {
      admitted.request().query().forEach((name, value) -> {
        if (!removed.contains(name)) {
          query.parameter(name, value);
        }
      });
    } else {
      query.separate();
      query.out.append(UriEncoding.legalQuery(raw));
    }
  }

  /** Puts a question mark before the first part and an ampersand before each other. */
  private static final class Writer {

    private final StringBuilder out;
    private boolean begun;

    Writer(StringBuilder out) {
      this.out = out;
    }

    void separate() {
      out.append(begun ? '&' : '?');
      begun = true;
    }

    void parameter(String name, String value) {
      separate();
      out.append(PercentEncoding.encodeQueryComponent(name)).append('=');
      out.append(PercentEncoding.encodeQueryComponent(value));
    }
  }
}
