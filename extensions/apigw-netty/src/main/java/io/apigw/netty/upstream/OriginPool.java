package io.apigw.netty.upstream;

import io.apigw.api.integrate.Origin;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections of one loop to one origin: those at rest, how many there are, and the calls that wait for one. */
final class OriginPool {

  private final LoopClient client;
  private final Origin origin;
  private final String authority;
  private final Deque<Connection> resting = new ArrayDeque<>();
  private final Deque<Call> waiting = new ArrayDeque<>();
  private final List<Http2Session> sessions = new ArrayList<>();
  /** Whether a call is being looked after, so that the pool is needed though nothing may be open. */
  private boolean serving;

  private int open;
  private int dialing;
  private boolean http2;

  OriginPool(LoopClient client, Origin origin) {
    this.client = client;
    this.origin = origin;
    this.authority = origin.authority();
    this.http2 = client.http2();
  }

  LoopClient client() {
    return client;
  }

  Origin origin() {
    return origin;
  }

  String authority() {
    return authority;
  }

  boolean secure() {
    return origin.scheme().equals("https");
  }

  /** Whether connections are to be asked for HTTP/2. */
  boolean http2() {
    return http2;
  }

  /** Finds a connection for a call: one that rests or has room, a new one, or the next that is free. */
  void serve(Call call) {
    serving = true;
    try {
      give(call);
    } finally {
      serving = false;
    }
  }

  private void give(Call call) {
    Http2Session session = sessionWithRoom();
    Connection rested = session == null ? rested() : null;
    if (session != null) {
      session.carry(call);
    } else if (rested != null) {
      rested.carry(call);
    } else if (mayDial()) {
      open++;
      dial(call);
    } else if (waiting.size() < client.limits().waiting()) {
      waiting.addLast(call);
      call.waitsIn(this);
    } else {
      call.fail(new Failure(
          Kind.CONNECT,
          origin + ": all connections (maxConnections) are in use and "
              + client.limits().waiting() + " requests (maxWaiting) wait for one"));
    }
  }

  /** Says that a call has waited as long as may be. */
  Failure waitedTooLong() {
    return new Failure(
        Kind.CONNECT,
        origin + ": no connection was free (maxConnections) within "
            + client.limits().connect().toMillis() + " ms (connectTimeout)");
  }

  /** Forgets a call that no longer waits. */
  void giveUp(Call call) {
    waiting.remove(call);
  }

  /** Takes a connection that is new, or whose call is over. */
  void release(Connection connection) {
    if (!connection.usable() || client.closed()) {
      connection.abort();
      return;
    }
    Call next = waiting.pollFirst();
    if (next != null) {
      next.waitsNoMore();
      connection.carry(next);
    } else {
      resting.addLast(connection);
      connection.rest();
    }
  }

  /** Hears that a connection has ended. */
  void lost(Open connection) {
    client.forget(connection);
    resting.remove(connection);
    sessions.remove(connection);
    freed();
  }

  /** Puts a new connection in the place of one that has ended before it could carry this call. */
  void replace(Connection connection, Call call) {
    client.forget(connection);
    dial(call);
  }

  /** Hears that a connection of HTTP/1.1 has come about. */
  void dialed(Dial dial, Connection connection, @Nullable Call call) {
    dialing--;
    http2 = false; // as long as this pool lives, the back end has said what it speaks
    client.forget(dial);
    client.keep(connection);
    if (call == null) {
      release(connection);
    } else {
      connection.carry(call);
    }
    serveWaiting();
  }

  /** Hears that a connection of HTTP/2 has come about. */
  void dialed(Dial dial, Http2Session session, @Nullable Call call) {
    dialing--;
    client.forget(dial);
    client.keep(session);
    sessions.add(session);
    session.begin();
    if (call == null) {
      session.rest();
    } else {
      session.carry(call);
    }
    serveWaiting();
  }

  /** Serves as many of those that wait as can be. */
  void serveWaiting() {
    while (!waiting.isEmpty() && !client.closed()) {
      Http2Session session = sessionWithRoom();
      if (session == null && !mayDial()) {
        return;
      }
      Call next = waiting.removeFirst();
      next.waitsNoMore();
      if (session != null) {
        session.carry(next);
      } else {
        open++;
        dial(next);
      }
    }
  }

  /** Hears that no connection has come about. */
  void failed(Dial dial, String detail, @Nullable Call call) {
    dialing--;
    client.forget(dial);
    freed();
    if (call != null) {
      call.fail(new Failure(Kind.CONNECT, detail));
    }
  }

  /** Fails what waits. */
  void shut(String reason) {
    for (Call next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
      next.waitsNoMore();
      next.fail(new Failure(Kind.BROKEN, reason));
    }
  }

  /** When a connection that begins now is too old; 0 for never. */
  long expiry() {
    long lifetime = client.limits().lifetime().toNanos();
    return lifetime == 0 ? 0 : Math.max(1, client.sinceStart() + lifetime);
  }

  boolean expired(long expiry) {
    return expiry != 0 && client.sinceStart() >= expiry;
  }

  long untilExpiry(long expiry, long atMost) {
    return expiry == 0 ? atMost : Math.min(atMost, expiry - client.sinceStart());
  }

  private @Nullable Connection rested() {
    Connection last = resting.pollLast();
    while (last != null && !last.usable()) {
      last.abort();
      last = resting.pollLast();
    }
    return last;
  }

  private void freed() {
    open--;
    serveWaiting();
    if (open == 0 && waiting.isEmpty() && !serving) {
      client.forget(this);
    }
  }

  /** While a connection that may carry many calls is being made, others wait for it. */
  private boolean mayDial() {
    return open < client.limits().connections() && !(http2 && (dialing > 0 || unsettled()));
  }

  private boolean unsettled() {
    for (Http2Session session : sessions) {
      if (!session.settled()) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Http2Session sessionWithRoom() {
    for (Http2Session session : sessions) {
      if (session.hasRoom()) {
        return session;
      }
    }
    return null;
  }

  private void dial(Call call) {
    dialing++;
    Dial dial = new Dial(this, call);
    client.keep(dial);
    call.dialing(dial);
    dial.begin();
  }
}
