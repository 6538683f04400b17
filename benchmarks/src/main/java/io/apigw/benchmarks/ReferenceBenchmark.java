package io.apigw.benchmarks;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How fast the machine is just now: run together with every other benchmark. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class ReferenceBenchmark {

  private final byte[] kilobyte = new byte[1024];
  private MessageDigest sha256;

  @SuppressWarnings("NullAway.Init") // JMH calls prepare() first
  public ReferenceBenchmark() {}

  @Setup
  public void prepare() throws NoSuchAlgorithmException {
    new Random(42).nextBytes(kilobyte);
    sha256 = MessageDigest.getInstance("SHA-256");
  }

  @Benchmark
  public long nanoTime() {
    return System.nanoTime();
  }

  @Benchmark
  public byte[] sha256OfKilobyte() {
    return sha256.digest(kilobyte);
  }
}
