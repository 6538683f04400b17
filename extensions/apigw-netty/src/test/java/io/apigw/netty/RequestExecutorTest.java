package io.apigw.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.apigw.api.Cancellable;
import io.apigw.api.RequestExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
class RequestExecutorTest {

  private final Scripted gateway = new Scripted();
  private NettyServer server;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    server = Hosts.server(gateway);
    client = new RawClient(server.port());
    client.get("/");
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void tasksRunOnTheLoopAndThereAtOnce() throws Exception {
    RequestExecutor executor = gateway.next().request().executor();
    List<String> order = new CopyOnWriteArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    executor.execute(() -> {
      order.add(Thread.currentThread().getName());
      executor.execute(() -> order.add("within"));
      order.add("after");
      done.countDown();
    });
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(order.get(0)).startsWith("apigw-netty");
    assertThat(order.subList(1, 3)).containsExactly("within", "after");
  }

  @Test
  void timersRunOnTheLoopUnlessCalledOff() throws Exception {
    RequestExecutor executor = gateway.next().request().executor();
    CompletableFuture<String> fired = new CompletableFuture<>();
    List<String> calledOff = new CopyOnWriteArrayList<>();
    Cancellable first = executor.schedule(() -> calledOff.add("x"), Duration.ofMillis(20));
    first.cancel();
    executor.schedule(
        () -> fired.complete(Thread.currentThread().getName()), Duration.ofMillis(40));
    assertThat(fired.get(10, TimeUnit.SECONDS)).startsWith("apigw-netty");
    assertThat(calledOff).isEmpty();
  }

  @Test
  void cancelTasksRunOnceWhenTheClientHasGoneAndAtOnceAfterwards() throws Exception {
    RequestExecutor executor = gateway.next().request().executor();
    List<String> ran = new CopyOnWriteArrayList<>();
    CountDownLatch both = new CountDownLatch(2);
    executor.onCancel(() -> {
      throw new IllegalStateException("a broken task does not keep the others from running");
    });
    for (String name : List.of("a", "b")) {
      executor.onCancel(() -> {
        ran.add(name);
        both.countDown();
      });
    }
    client.close();
    assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Boolean> late = new CompletableFuture<>();
    executor.onCancel(() -> late.complete(true));
    assertThat(late.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void cancelTasksAreForgottenAfterTheAnswer() throws Exception {
    Scripted.Call call = gateway.next();
    List<String> ran = new CopyOnWriteArrayList<>();
    call.request().executor().onCancel(() -> ran.add("early"));
    call.answer("fine");
    client.answer();
    call.request().executor().onCancel(() -> ran.add("late"));
    client.get("/next");
    Scripted.Call next = gateway.next();
    CompletableFuture<Boolean> gone = new CompletableFuture<>();
    next.request().executor().onCancel(() -> gone.complete(true));
    client.close();
    assertThat(gone.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).isEmpty();
  }

  @Test
  void tasksStillRunAfterTheServerHasClosed() throws Exception {
    RequestExecutor executor = gateway.next().request().executor();
    server.close();
    CompletableFuture<Boolean> ran = new CompletableFuture<>();
    executor.execute(() -> ran.complete(true));
    assertThat(ran).isDone();
    executor.schedule(() -> {}, Duration.ofMillis(1)).cancel();
  }
}
