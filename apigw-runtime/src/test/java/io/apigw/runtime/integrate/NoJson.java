package io.apigw.runtime.integrate;

import io.apigw.api.JsonEngine;
import io.apigw.api.JsonValue;
import java.util.List;

/** Reads nothing. */
final class NoJson implements JsonEngine {

  @Override
  public JsonValue parse(byte[] utf8) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T read(byte[] utf8, Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> List<T> readListOf(byte[] utf8, Class<T> elementType) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] write(Object value) {
    throw new UnsupportedOperationException();
  }
}
