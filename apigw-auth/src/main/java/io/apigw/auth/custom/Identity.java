package io.apigw.auth.custom;

import io.apigw.api.ApiKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The values by which calls are told apart, each source's by themselves: {@code a} and {@code bc} are not {@code ab} and
 * {@code c}.
 *
 * @param kind the kind of API, on which a result depends too
 * @param values all values of each source, in the order of the sources
 */
record Identity(ApiKind kind, List<List<String>> values) {

  Identity {
    values = List.copyOf(values);
  }

  /** Each source's value as events have it: the last in a REST API, else all of them. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (List<String> all : values) {
      texts.add(kind == ApiKind.REST ? all.get(all.size() - 1) : String.join(",", all));
    }
    return texts;
  }

  int length() {
    int length = 0;
    for (List<String> all : values) {
      for (String value : all) {
        length += value.length();
      }
    }
    return length;
  }

  /** Credentials stand here. */
  @Override
  public String toString() {
    return "***";
  }
}
