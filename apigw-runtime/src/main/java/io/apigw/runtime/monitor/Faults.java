package io.apigw.runtime.monitor;

import io.apigw.api.Request;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The log of what should never happen: exceptions that nobody expected, each of which became a 500. */
public final class Faults {

  private static final Logger LOGGER = System.getLogger(Faults.class.getName());

  private Faults() {}

  /** Logs an unexpected fault of a request: one line that names it, and the stack trace, both without secrets. */
  public static void log(Recording record, Throwable fault) {
    log(LOGGER, record, fault);
  }

  /** Logs an unexpected fault of a request that has no record yet. */
  public static void log(Request request, Throwable fault) {
    LoggedFault shown = LoggedFault.of(fault);
    String line = "request " + request.method() + " without API failed: " + shown;
    LOGGER.log(Level.ERROR, LogText.plain(line), shown);
  }

  static void log(Logger logger, Recording record, Throwable fault) {
    LoggedFault shown = LoggedFault.of(fault);
    String line = "request " + record.requestId() + " (" + record.name() + ") failed: " + shown;
    logger.log(Level.ERROR, LogText.plain(line), shown);
  }
}
