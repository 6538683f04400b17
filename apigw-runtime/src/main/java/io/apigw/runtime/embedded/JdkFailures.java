package io.apigw.runtime.embedded;

import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.api.shared.Stages;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sorts what the JDK's client throws into the ways a request can fail. */
final class JdkFailures {

  private JdkFailures() {}

  /**
   * Returns the failure; null for an error. Exceptions of any class come of a malformed reply: a length that is no
   * number is a {@link NumberFormatException}.
   */
  static @Nullable Failure of(@Nullable Throwable thrown, @Nullable Throwable bodyFault) {
    if (bodyFault != null) {
      return new Failure(Kind.REQUEST_BODY, String.valueOf(bodyFault));
    }
    Throwable fault = thrown == null ? null : Stages.causeOf(thrown);
    if (fault instanceof HttpConnectTimeoutException
        || fault instanceof ConnectException
        || fault instanceof UnresolvedAddressException
        || fault instanceof SSLException) {
      return new Failure(Kind.CONNECT, String.valueOf(deepest(fault)));
    }
    if (fault instanceof HttpTimeoutException) {
      return new Failure(Kind.TIMEOUT, String.valueOf(fault));
    }
    return fault instanceof Exception ? new Failure(Kind.BROKEN, String.valueOf(fault)) : null;
  }

  /** A name that is unknown is told by the cause alone. */
  private static Throwable deepest(Throwable fault) {
    Throwable deepest = fault;
    for (int depth = 0; depth < 8 && deepest.getCause() != null; depth++) {
      deepest = deepest.getCause();
    }
    return deepest;
  }
}
