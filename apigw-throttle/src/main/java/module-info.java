import org.jspecify.annotations.NullMarked;

@NullMarked
module io.apigw.throttle {
  requires static org.jspecify;
  requires transitive io.apigw.api;
  requires com.github.benmanes.caffeine;
  requires io.github.bucket4j.core;

// exports io.apigw.throttle;
}
