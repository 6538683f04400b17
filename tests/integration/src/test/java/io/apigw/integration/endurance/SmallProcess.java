package io.apigw.integration.endurance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link SmallGateway} with less memory than the bodies that pass through it. */
final class SmallProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader said;
  private final int port;

  private SmallProcess(Process process) throws IOException {
    this.process = process;
    this.said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.port = Integer.parseInt(line());
  }

  static SmallProcess before(String backend) throws IOException {
    return new SmallProcess(new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:MaxDirectMemorySize=32m",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            SmallGateway.class.getName(),
            backend)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start());
  }

  int port() {
    return port;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** How many bytes of direct memory Netty holds there. */
  long directMemory() throws IOException {
    OutputStream ask = process.getOutputStream();
    ask.write('\n');
    ask.flush();
    return Long.parseLong(line());
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the gateway's process did not end");
      }
    } catch (InterruptedException early) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String line() throws IOException {
    String line = said.readLine();
    if (line == null) {
      throw new IOException("the gateway's process has ended");
    }
    return line;
  }
}
