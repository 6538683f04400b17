import org.jspecify.annotations.NullMarked;

@NullMarked
module io.apigw.runtime {
  requires static org.jspecify;
  requires transitive io.apigw.api;
  requires com.fasterxml.jackson.databind;
  requires com.github.benmanes.caffeine;
  requires java.net.http;

  exports io.apigw.runtime;
}
