package io.apigw.testkit.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** One direction of one connection through a {@link FaultyProxy}. */
final class Passage {

  private static final int GLANCE_MILLIS = 20;

  private final Socket from;
  private final Socket to;
  private final OutputStream out;
  private long passed;

  Passage(Socket from, Socket to) throws IOException {
    this.from = from;
    this.to = to;
    this.out = to.getOutputStream();
  }

  /** Passes some bytes, or waits; returns how many have passed, -1 when this direction is at its end. */
  int pass(Fault fault, byte[] bytes, int offset, int length)
      throws IOException, InterruptedException {
    long before = fault.after() - passed;
    if (fault.kind() != Fault.Kind.NONE && before > 0) {
      return write(bytes, offset, (int) Math.min(before, length));
    }
    switch (fault.kind()) {
      case NONE -> {
        return write(bytes, offset, length);
      }
      case DELAY -> {
        Thread.sleep(fault.amount());
        return write(bytes, offset, length);
      }
      case DRIP -> {
        return drip(fault.amount(), bytes, offset, length);
      }
      case STALL -> {
        if (from.isClosed() || to.isClosed()) {
          return -1;
        }
        Thread.sleep(GLANCE_MILLIS);
        return 0;
      }
      case HALF_CLOSE -> to.shutdownOutput();
      case CUT -> {
        from.close();
        to.close();
      }
      case RESET -> {
        reset(from);
        reset(to);
      }
    }
    return -1;
  }

  private int drip(long rate, byte[] bytes, int offset, int length)
      throws IOException, InterruptedException {
    int piece = (int) Math.min(length, Math.max(1, rate / 50));
    Thread.sleep(1000L * piece / rate);
    return write(bytes, offset, piece);
  }

  private int write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    passed += length;
    return length;
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
