package io.apigw.netty.upstream;

import io.apigw.api.RequestExecutor;
import io.apigw.api.integrate.TransportRequest;
import io.apigw.api.integrate.TransportResult;
import io.apigw.api.integrate.TransportResult.Failure;
import io.apigw.api.integrate.TransportResult.Kind;
import io.apigw.netty.lane.LoopExecutor;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends requests on the loop that they come from, or on one of its own. Thread-safe. */
public final class Client {

  private final ClientSettings settings;
  private final ClientLoops own;
  private final Map<EventLoop, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable CompletableFuture<Void>> closing =
      new AtomicReference<>();

  /** Makes a client, which starts nothing before its first request. */
  public Client(ClientSettings settings) {
    this.settings = settings;
    this.own = new ClientLoops(settings.threads());
  }

  /** Sends a request; the stage completes on the loop that it is sent on. */
  public CompletionStage<TransportResult> send(TransportRequest request, RequestExecutor executor) {
    Call call = new Call(request, executor);
    String problem = RequestLines.problem(request);
    EventLoop loop = closing.get() == null ? loopOf(executor) : null;
    if (problem != null) {
      call.fail(Failures.unsendable(request, problem));
    } else if (loop == null) {
      call.fail(new Failure(Kind.CONNECT, "the transport is closed"));
    } else if (loop.inEventLoop()) {
      start(loop, call);
    } else {
      try {
        loop.execute(() -> start(loop, call));
      } catch (RejectedExecutionException loopHasEnded) {
        call.fail(new Failure(Kind.CONNECT, "the event loop has ended"));
      }
    }
    return call.result();
  }

  /** Returns whether the caller is on a loop that this client has to do with, where it must not wait. */
  public boolean inLoop() {
    return entries.keySet().stream().anyMatch(EventLoop::inEventLoop);
  }

  /** Returns for how many loops there is something. */
  public int loops() {
    return entries.size();
  }

  /** Cuts everything and ends the loops of its own. Returns what is done then; the same every time. */
  public CompletableFuture<Void> close() {
    CompletableFuture<Void> end = new CompletableFuture<>();
    CompletableFuture<Void> before = closing.compareAndExchange(null, end);
    if (before != null) {
      return before;
    }
    CompletableFuture<?>[] each =
        entries.values().stream().map(Entry::close).toArray(CompletableFuture<?>[]::new);
    var unused = CompletableFuture.allOf(each)
        .whenComplete((nothing, never) -> own.end(() -> end.complete(null)));
    return end;
  }

  /** Returns the threads of its own loops that have run; they end soon after {@link #close} is done. */
  public List<Thread> threads() {
    return own.threads();
  }

  private @Nullable EventLoop loopOf(RequestExecutor executor) {
    if (executor instanceof LoopExecutor on && ClientLoops.fits(on.loop())) {
      return on.loop();
    }
    return own.next();
  }

  private void start(EventLoop loop, Call call) {
    Entry entry = entries.get(loop);
    if (entry == null) {
      entry = enter(loop);
    }
    try {
      call.start(entry.client);
    } catch (RuntimeException broken) {
      call.fault(broken);
    }
  }

  private Entry enter(EventLoop loop) {
    Entry entry = new Entry(loop);
    entries.put(loop, entry);
    entry.begin();
    if (closing.get() != null) {
      var unusedEnd = entry.close();
    }
    return entry;
  }

  /**
   * What there is on one loop, until it ends or the client is closed. A loop that is told to end at once does not always
   * close its sockets, if it was busy at that moment (SingleThreadIoEventLoop of Netty 4.2.18): so its end closes ours.
   */
  private final class Entry implements GenericFutureListener<Future<Object>> {

    private final LoopClient client;
    private final Runnable atEnd;

    Entry(EventLoop loop) {
      client = new LoopClient(loop, settings);
      atEnd = client::close;
    }

    void begin() {
      var unused = client.loop().terminationFuture().addListener(this);
      if (client.loop() instanceof SingleThreadEventExecutor executor) {
        executor.addShutdownHook(atEnd);
      }
    }

    CompletableFuture<Void> close() {
      CompletableFuture<Void> closed = new CompletableFuture<>();
      EventLoop loop = client.loop();
      Runnable end = () -> {
        client.close();
        entries.remove(loop);
        var unused = loop.terminationFuture().removeListener(this);
        if (loop.inEventLoop() && loop instanceof SingleThreadEventExecutor executor) {
          executor.removeShutdownHook(atEnd);
        }
        closed.complete(null);
      };
      if (loop.inEventLoop()) {
        end.run();
      } else {
        try {
          loop.execute(end);
        } catch (RejectedExecutionException loopHasEnded) {
          end.run();
        }
      }
      return closed;
    }

    /** The loop has ended. */
    @Override
    public void operationComplete(Future<Object> terminated) {
      entries.remove(client.loop());
    }
  }
}
