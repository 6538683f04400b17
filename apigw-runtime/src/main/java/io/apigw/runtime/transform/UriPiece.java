package io.apigw.runtime.transform;

import io.apigw.api.ValueReader;
import io.apigw.runtime.throttle.Admitted;
import java.util.Optional;

/** A piece of a back end's URI: text, or a value of the request that is encoded for its place. */
@FunctionalInterface
interface UriPiece {

  /**
   * Writes the piece.
   *
   * @return false if the request's value may not stand there
   */
  boolean append(Admitted admitted, StringBuilder out);

  /** Text that is sent as it stands. */
  static UriPiece text(String text) {
    return (admitted, out) -> {
      out.append(text);
      return true;
    };
  }

  /** The n-th variable of the route's path. */
  static UriPiece variable(int index, UriEncoding encoding) {
    return (admitted, out) -> encoding.append(admitted.routed().pathValue(index), out);
  }

  /** The n-th variable of the route's path, as the segments that the client has sent. */
  static UriPiece segments(int index) {
    return (admitted, out) -> {
      UriEncoding.reencode(admitted.routed().rawPathValue(index), out);
      return true;
    };
  }

  /** A value that a mapping names; text in its place where the request has none. */
  static UriPiece mapped(ValueReader reader, UriEncoding encoding, String otherwise) {
    return (admitted, out) -> {
      Optional<String> value = reader.read(admitted);
      if (value.isPresent() && !value.get().isEmpty()) {
        return encoding.append(value.get(), out);
      }
      out.append(otherwise);
      return true;
    };
  }

  /** The whole path that was matched against the routes. */
  static UriPiece routedPath() {
    return (admitted, out) -> {
      UriEncoding.reencode(admitted.routed().routedPath(), out);
      return true;
    };
  }
}
