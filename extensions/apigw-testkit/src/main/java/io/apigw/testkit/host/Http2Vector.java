package io.apigw.testkit.host;

import java.util.ArrayList;
import java.util.List;

/**
 * A malformed head of HTTP/2 (item 52 of the list of attacks, and RFC 9113 §8).
 *
 * @param name what is wrong with it
 * @param list its names and values
 */
record Http2Vector(String name, List<String> list) {

  private static final List<String> GOOD =
      List.of(":method", "GET", ":scheme", "http", ":authority", "a.example", ":path", "/");

  String[] fields() {
    return list.toArray(new String[0]);
  }

  static List<Http2Vector> all() {
    List<Http2Vector> all = new ArrayList<>();
    String[][] fields = {
      {"upper case in a name", "X-Upper", "1"},
      {"a line's end in a value", "x-a", "b\r\nx-evil: 1"},
      {"a line feed in a value", "x-a", "b\nx-evil: 1"},
      {"a carriage return in a value", "x-a", "b\rc"},
      {"NUL in a value", "x-a", "b\0c"},
      {"a blank in a name", "x a", "b"},
      {"a colon in a name", "x:a", "b"},
      {"a line's end in a name", "x-a\r\nx-evil", "b"},
      {"an empty name", "", "b"},
      {"connection", "connection", "close"},
      {"transfer-encoding", "transfer-encoding", "chunked"},
      {"keep-alive", "keep-alive", "timeout=1"},
      {"proxy-connection", "proxy-connection", "close"},
      {"upgrade", "upgrade", "websocket"},
      {"te other than trailers", "te", "gzip"},
      {"a pseudo-header after a field", ":path", "/again"},
      {"an unknown pseudo-header", ":evil", "1"},
      {"a pseudo-header of answers", ":status", "200"},
      {"another host", "host", "b.example"},
      {"a length without a body", "content-length", "5"},
      {"a length that is no number", "content-length", "x"},
      {"a negative length", "content-length", "-1"},
    };
    for (String[] field : fields) {
      List<String> list = new ArrayList<>(GOOD);
      if (field[0].startsWith("a pseudo-header after")) {
        list.addAll(List.of("x-a", "b"));
      }
      list.addAll(List.of(field[1], field[2]));
      all.add(new Http2Vector(field[0], list));
    }
    all.add(with("two lengths", "content-length", "0", "content-length", "1"));
    all.add(with("two paths", ":path", "/other"));
    replaced(all);
    for (String missing : List.of(":method", ":scheme", ":path")) {
      List<String> list = new ArrayList<>(GOOD);
      int at = list.indexOf(missing);
      list.remove(at);
      list.remove(at);
      all.add(new Http2Vector("no " + missing, list));
    }
    return all;
  }

  private static void replaced(List<Http2Vector> all) {
    String[][] replaced = {
      {"a path without a slash", ":path", "a"},
      {"an empty path", ":path", ""},
      {"a blank in the path", ":path", "/a b"},
      {"a request within the path", ":path", "/ HTTP/1.1\r\nHost: evil\r\n\r\n"},
      {"NUL in the path", ":path", "/a\0b"},
      {"a fragment in the path", ":path", "/a#b"},
      {"a blank in the method", ":method", "G ET"},
      {"a request within the method", ":method", "GET / HTTP/1.1\r\nHost: evil\r\n\r\nGET"},
      {"an empty method", ":method", ""},
      {"userinfo in the authority", ":authority", "u:p@a.example"},
      {"a list as authority", ":authority", "a.example,b.example"},
      {"a path in the authority", ":authority", "a.example/b"},
      {"a line's end in the authority", ":authority", "a.example\r\nx-evil: 1"},
    };
    for (String[] each : replaced) {
      List<String> list = new ArrayList<>(GOOD);
      list.set(list.indexOf(each[1]) + 1, each[2]);
      all.add(new Http2Vector(each[0], list));
    }
  }

  private static Http2Vector with(String name, String... more) {
    List<String> list = new ArrayList<>(GOOD);
    list.addAll(List.of(more));
    return new Http2Vector(name, list);
  }
}
