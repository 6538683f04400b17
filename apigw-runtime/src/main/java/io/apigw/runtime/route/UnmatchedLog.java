package io.apigw.runtime.route;

import io.apigw.api.definition.RouteKey;
import io.apigw.runtime.monitor.LogText;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Says which requests no route takes and which route came nearest: a few times a minute, whatever comes in. */
final class UnmatchedLog {

  static final int PER_MINUTE = 5;

  private static final int LONGEST_PATH = 200;
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final AtomicLong minute;
  private final AtomicInteger logged = new AtomicInteger();
  private final Consumer<String> lines;

  /**
   * Makes a log.
   *
   * @param nanos the time now
   * @param lines takes the lines
   */
  UnmatchedLog(long nanos, Consumer<String> lines) {
    this.minute = new AtomicLong(nanos);
    this.lines = lines;
  }

  /**
   * Notes a request that no route of a stage takes.
   *
   * @param nanos the time now
   * @param from where the API's own part of the path begins
   */
  void note(long nanos, StageRoutes routes, String verb, String path, int from) {
    if (admits(nanos)) {
      lines.accept(line(routes, verb, path, from));
    }
  }

  private boolean admits(long nanos) {
    long begin = minute.get();
    if (nanos - begin >= MINUTE && minute.compareAndSet(begin, nanos)) {
      logged.set(0);
    }
    return logged.get() < PER_MINUTE && logged.incrementAndGet() <= PER_MINUTE;
  }

  private static String line(StageRoutes routes, String verb, String path, int from) {
    String shown = path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + "…" : path;
    String request = LogText.plain(verb + " " + shown);
    CompiledStage stage = routes.stage();
    if (stage.apiId().isEmpty()) {
      return "no API answers " + request
          + "; several APIs are told apart by .domain(host, basePath) or .anyDomain(basePath) of a stage";
    }
    if (stage.name().isEmpty()) {
      return "API " + stage.apiId() + " has no stage for " + request;
    }
    RouteKey nearest = NearestRoute.of(routes.trie(), path, from);
    return "no route of " + stage.apiId() + "/" + stage.name() + " takes " + request
        + (nearest == null ? "" : "; the nearest is " + nearest);
  }
}
