package io.apigw.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Defines classes of some packages anew from the bytes that its parent has of them. */
final class CopyingLoader extends ClassLoader {

  private final List<String> prefixes;

  CopyingLoader(ClassLoader parent, List<String> prefixes) {
    super("round", parent);
    this.prefixes = List.copyOf(prefixes);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (prefixes.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream source = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (source == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = source.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }
}
