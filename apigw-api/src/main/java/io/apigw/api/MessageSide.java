package io.apigw.api;

import java.util.Optional;

/** Which of the two messages a value is read from. */
enum MessageSide {
  REQUEST {
    @Override
    Headers headers(ValueSource source) {
      return source.request().headers();
    }

    @Override
    Body body(ValueSource source) {
      return source.body();
    }
  },
  REPLY {
    @Override
    Headers headers(ValueSource source) {
      Optional<Response> reply = source.reply();
      return reply.isPresent() ? reply.get().headers() : Headers.empty();
    }

    @Override
    Body body(ValueSource source) {
      Optional<Response> reply = source.reply();
      return reply.isPresent() ? reply.get().body() : Body.empty();
    }
  };

  abstract Headers headers(ValueSource source);

  abstract Body body(ValueSource source);
}
