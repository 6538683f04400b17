import org.jspecify.annotations.NullMarked;

@SuppressWarnings("module") // the modules named below are built after this one
@NullMarked
module io.apigw.api {
  requires static org.jspecify;

// exports io.apigw.api;
// exports io.apigw.api.shared to
//     io.apigw.auth,
//     io.apigw.netty,
//     io.apigw.runtime,
//     io.apigw.testkit,
//     io.apigw.throttle;
}
