package io.apigw.runtime.integrate;

import io.apigw.runtime.monitor.LogText;
import io.apigw.runtime.monitor.Recording;

/**
 * What an operator reads of an integration that failed: one line with the request's id and route. What comes from
 * outside is cut and escaped, so that it stays one line and moves no cursor.
 */
final class IntegrationLog {

  /** The log of the process. */
  static final IntegrationLog SYSTEM = new IntegrationLog(System.getLogger("io.apigw.integrate"));

  private final System.Logger logger;

  IntegrationLog(System.Logger logger) {
    this.logger = logger;
  }

  /** A back end or its way failed. */
  void failed(Recording record, String what) {
    logger.log(System.Logger.Level.WARNING, line(record, what));
  }

  /** A function did what works but should not be done. */
  void advise(Recording record, String advice) {
    logger.log(System.Logger.Level.WARNING, line(record, advice));
  }

  private static String line(Recording record, String what) {
    return "request " + record.requestId() + ", API " + record.apiId() + ", route "
        + record.routeKey() + ": " + LogText.plain(what);
  }
}
