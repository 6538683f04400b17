import org.jspecify.annotations.NullMarked;

/** The engine of rate limits: token buckets in the memory of this process. */
@NullMarked
module io.apigw.throttle {
  requires static org.jspecify;
  requires transitive io.apigw.api;
  requires com.github.benmanes.caffeine;
  requires io.github.bucket4j.core;

  exports io.apigw.throttle;
}
