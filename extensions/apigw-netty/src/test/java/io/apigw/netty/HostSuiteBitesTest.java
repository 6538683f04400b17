package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.apigw.api.Body;
import io.apigw.api.Cancellable;
import io.apigw.api.Connection;
import io.apigw.api.Headers;
import io.apigw.api.Request;
import io.apigw.api.RequestExecutor;
import io.apigw.api.RequestProcessor;
import io.apigw.api.Response;
import io.apigw.testkit.host.HostConformance;
import io.apigw.testkit.host.HostTraits;
import io.apigw.testkit.host.RunningHost;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A host that does one thing wrong fails the suite for hosts, and passes what it does right. */
class HostSuiteBitesTest {

  @Test
  void hostThatDecodesThePath() throws Exception {
    HostConformance suite = asking(request -> Request.builder(
            request.method(), URLDecoder.decode(request.target(), StandardCharsets.UTF_8))
        .executor(request.executor())
        .build());
    suite.methodsArriveAsSent();
    fails(suite::targetsArriveAsSent);
  }

  @Test
  void hostThatKeepsOneFieldOfEachName() {
    HostConformance suite = answering(response -> {
      Headers kept = Headers.empty();
      for (int i = 0; i < response.headers().size(); i++) {
        kept = kept.with(response.headers().name(i), response.headers().value(i));
      }
      return response.withHeaders(kept);
    });
    fails(suite::fieldsAreSentAsGiven);
    fails(suite::everyCookieIsSetByAFieldOfItsOwn);
  }

  @Test
  void hostThatLowersNames() {
    HostConformance suite = asking(request -> {
      Headers.Builder lowered = Headers.builder();
      for (int i = 0; i < request.headers().size(); i++) {
        lowered.add(
            request.headers().name(i).toLowerCase(Locale.ROOT),
            request.headers().value(i));
      }
      return request.toBuilder().headers(lowered.build()).build();
    });
    fails(suite::fieldsArriveAsSent);
  }

  @Test
  void hostThatBelievesWhatClientsClaim() {
    HostConformance suite = asking(request -> request.toBuilder()
        .connection(Connection.builder(
                request.header("X-Forwarded-For").orElse(request.connection().peerAddress()),
                request.connection().peerPort())
            .build())
        .build());
    fails(suite::bothEndsAreTold);
  }

  @Test
  void hostThatEndsBrokenBodiesWell() {
    HostConformance suite = streaming(target -> new Passing(target) {
      @Override
      public void onError(Throwable fault) {
        target.onComplete();
      }
    });
    fails(suite::bodyThatFailsHalfWayIsNotWhole);
    fails(suite::bodyThatFailsAtOnceIsNotWhole);
  }

  @Test
  void hostThatTakesAllAtOnce() throws Exception {
    HostConformance suite = streaming(Hoarding::new);
    suite.publisherMayGiveOnAnyThread();
    fails(suite::slowReaderStopsThePublisher);
  }

  @Test
  void hostThatTellsItsFaults() {
    HostConformance suite = around(gateway -> request -> {
      try {
        CompletionStage<Response> answer = gateway.process(request);
        return answer.exceptionally(fault -> Response.text(500, fault.toString()));
      } catch (RuntimeException fault) {
        return CompletableFuture.completedStage(Response.text(500, fault.toString()));
      }
    });
    fails(suite::whatIsNoAnswerIsA500);
  }

  @Test
  void hostWhoseTimersCannotBeCalledOff() {
    HostConformance suite = asking(request ->
        request.toBuilder().executor(new Careless(request.executor())).build());
    fails(suite::timersRunUnlessCalledOff);
    fails(suite::tasksOfOneThreadKeepTheirOrder);
  }

  @Test
  void hostThatRepairsWhatItSaysItRefuses() throws Exception {
    HostConformance suite = new HostConformance() {
      @Override
      protected RunningHost start(RequestProcessor gateway) throws Exception {
        Hosts.UserServer server = Hosts.userServer(
            () -> new ChannelHandler[] {new HttpServerCodec(), new GatewayHandler(gateway)});
        return RunningHost.of(server.port(), server::close);
      }

      @Override
      protected HostTraits traits() {
        return HostTraits.http1();
      }
    };
    suite.requestsSentAheadAreAnsweredInOrder();
    fails(suite::malformedRequestsAreRefused);
  }

  private static HostConformance asking(UnaryOperator<Request> change) {
    return around(gateway -> request -> gateway.process(change.apply(request)));
  }

  private static HostConformance answering(UnaryOperator<Response> change) {
    return around(gateway -> request -> gateway.process(request).thenApply(change));
  }

  private static HostConformance streaming(
      UnaryOperator<Flow.Subscriber<? super ByteBuffer>> change) {
    return answering(response -> {
      if (!response.body().streamed()) {
        return response;
      }
      Flow.Publisher<ByteBuffer> source = response.body().publisher();
      return response.withBody(
          Body.stream(subscriber -> source.subscribe(change.apply(subscriber))));
    });
  }

  private static HostConformance around(UnaryOperator<RequestProcessor> change) {
    return new HostConformance() {
      @Override
      protected RunningHost start(RequestProcessor gateway) {
        NettyServer server = Hosts.server(change.apply(gateway));
        return RunningHost.of(server.port(), server::close);
      }

      @Override
      protected HostTraits traits() {
        return HostTraits.http1();
      }
    };
  }

  private static void fails(ThrowingCallable test) {
    assertThatExceptionOfType(AssertionError.class).isThrownBy(test);
  }

  /** Hands every signal on. */
  private static class Passing implements Flow.Subscriber<ByteBuffer> {

    private final Flow.Subscriber<? super ByteBuffer> target;

    Passing(Flow.Subscriber<? super ByteBuffer> target) {
      this.target = target;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      target.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      target.onNext(buffer);
    }

    @Override
    public void onError(Throwable fault) {
      target.onError(fault);
    }

    @Override
    public void onComplete() {
      target.onComplete();
    }
  }

  /** Asks for everything, and keeps what the client does not take yet. */
  private static final class Hoarding extends Passing {

    private final Queue<ByteBuffer> kept = new ArrayDeque<>();
    private final Flow.Subscriber<? super ByteBuffer> target;
    private long wanted;
    private boolean over;

    Hoarding(Flow.Subscriber<? super ByteBuffer> target) {
      super(target);
      this.target = target;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      target.onSubscribe(new Flow.Subscription() {
        @Override
        public void request(long n) {
          hand(n);
        }

        @Override
        public void cancel() {
          subscription.cancel();
        }
      });
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      synchronized (this) {
        kept.add(buffer);
      }
      hand(0);
    }

    @Override
    public void onComplete() {
      synchronized (this) {
        over = true;
      }
      hand(0);
    }

    private synchronized void hand(long more) {
      wanted += more;
      while (wanted > 0 && !kept.isEmpty()) {
        wanted--;
        target.onNext(kept.remove());
      }
      if (over && kept.isEmpty()) {
        over = false;
        target.onComplete();
      }
    }
  }

  /** Runs a task before the one that was handed in first, and timers whatever is said. */
  private record Careless(RequestExecutor owner) implements RequestExecutor {

    @Override
    public void execute(Runnable task) {
      if (task.hashCode() % 2 == 0) {
        owner.schedule(task, Duration.ofMillis(20));
      } else {
        owner.execute(task);
      }
    }

    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
      var unused = owner.schedule(task, delay);
      return () -> {};
    }

    @Override
    public void onCancel(Runnable task) {
      owner.onCancel(task);
    }
  }
}
