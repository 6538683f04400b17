package io.apigw.benchmarks.netty;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * Holds a server open that a script has started: prints {@code port …} first, then for each line of standard input how many
 * bytes the threads of this JVM have allocated so far, and how many milliseconds its compilers have worked.
 */
public final class Control {

  private Control() {}

  /**
   * Returns when the input ends.
   *
   * @param port where the server listens
   */
  public static void serve(int port) throws IOException {
    System.out.println("port " + port);
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (questions.readLine() != null) {
      System.out.println(
          "compiled " + ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
      System.out.println("allocated " + allocated());
    }
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }
}
