package io.apigw.runtime.flow;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hears what the gateway logs, and keeps it from the console. By reflection, since the module under test does not read
 * {@code java.logging}, where the platform's loggers end.
 */
final class FaultLog implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Object logger;
  private final Method setFilter;

  private FaultLog(String name) throws ReflectiveOperationException {
    Class<?> filter = Class.forName("java.util.logging.Filter");
    Class<?> type = Class.forName("java.util.logging.Logger");
    logger = type.getMethod("getLogger", String.class).invoke(null, name);
    setFilter = type.getMethod("setFilter", filter);
    setFilter.invoke(
        logger,
        Proxy.newProxyInstance(
            FaultLog.class.getClassLoader(), new Class<?>[] {filter}, (proxy, method, args) -> {
              Object record = args[0];
              lines.add((String) record.getClass().getMethod("getMessage").invoke(record));
              return false;
            }));
  }

  /** Hears a log until it is closed. */
  static FaultLog open(String name) throws ReflectiveOperationException {
    return new FaultLog(name);
  }

  /** Hears the log of unexpected faults until it is closed. */
  static FaultLog open() throws ReflectiveOperationException {
    return new FaultLog("io.apigw.runtime.monitor.Faults");
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() throws ReflectiveOperationException {
    setFilter.invoke(logger, new Object[] {null});
  }
}
