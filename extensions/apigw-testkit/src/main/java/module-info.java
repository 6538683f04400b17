import org.jspecify.annotations.NullMarked;

@NullMarked
module io.apigw.testkit {
  requires static org.jspecify;
  requires java.net.http;
  requires transitive io.apigw.api;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;

  exports io.apigw.testkit;
  exports io.apigw.testkit.host;
  exports io.apigw.testkit.wire;
}
