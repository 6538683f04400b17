package io.apigw.integration.endurance;

import io.netty.util.internal.PlatformDependent;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A gateway in a process of its own: prints its port, and for each line that it reads how much memory it uses. */
final class SmallGateway {

  private SmallGateway() {}

  /** Runs until its input ends; the argument is the back end's address. */
  public static void main(String[] arguments) throws Exception {
    try (Proxying proxying = Proxying.to(arguments[0]);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(proxying.server().port());
      while (lines.readLine() != null) {
        System.out.println(PlatformDependent.usedDirectMemory());
      }
    }
  }
}
