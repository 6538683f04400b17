package io.apigw.testkit.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How many bytes may be sent; whoever wants to send waits here. */
final class Window {

  private static final int GLANCE_MILLIS = 100;
  private static final int GLANCES = 600;

  private long size;
  private @Nullable IOException ended;

  Window(long size) {
    this.size = size;
  }

  synchronized void add(long more) {
    size += more;
    notifyAll();
  }

  synchronized void end(IOException why) {
    ended = why;
    notifyAll();
  }

  /** Takes some of it, as soon as there is any; waits up to a minute. */
  synchronized int take(int most) throws IOException {
    for (int glance = 0; size <= 0 || ended != null; glance++) {
      IOException why = ended;
      if (why != null) {
        throw new IOException("the stream has ended", why);
      }
      if (glance == GLANCES) {
        throw new IOException("no window was opened in time");
      }
      try {
        wait(GLANCE_MILLIS);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IOException(stopped);
      }
    }
    int taken = (int) Math.min(most, size);
    size -= taken;
    return taken;
  }
}
