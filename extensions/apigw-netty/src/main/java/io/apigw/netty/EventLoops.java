package io.apigw.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Event loops and the kind of socket that fits them: the host's own, or given by the user and left alone. */
final class EventLoops {

  private final EventLoopGroup group;
  private final List<Thread> threads;

  private EventLoops(EventLoopGroup group, List<Thread> threads) {
    this.group = group;
    this.threads = threads;
  }

  /** Starts loops of our own: native epoll where it is on the class path, else NIO. */
  static EventLoops start(int count) {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    DefaultThreadFactory factory = new DefaultThreadFactory("apigw-netty", false) {
      @Override
      protected Thread newThread(Runnable task, String name) {
        Thread thread = super.newThread(task, name);
        threads.add(thread);
        return thread;
      }
    };
    return new EventLoops(new MultiThreadIoEventLoopGroup(count, factory, handlers()), threads);
  }

  static EventLoops given(EventLoopGroup group) {
    return new EventLoops(group, List.of());
  }

  EventLoopGroup group() {
    return group;
  }

  Class<? extends ServerChannel> serverChannel() {
    return epoll()
            && group instanceof IoEventLoopGroup loops
            && loops.isIoType(EpollIoHandler.class)
        ? EpollServerSocketChannel.class
        : NioServerSocketChannel.class;
  }

  /** Returns whether the caller is on one of the loops, where it must not wait for them. */
  boolean inLoop() {
    for (EventExecutor loop : group) {
      if (loop.inEventLoop()) {
        return true;
      }
    }
    return false;
  }

  /** Ends loops of our own; those given stay. */
  Future<?> shutDown() {
    if (!threads.isEmpty()) {
      var unused = group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    }
    return ended();
  }

  /** Done when loops of our own have ended; at once for those given. */
  Future<?> ended() {
    return threads.isEmpty()
        ? ImmediateEventExecutor.INSTANCE.newSucceededFuture(group)
        : group.terminationFuture();
  }

  /** The threads of loops of our own that have run. */
  List<Thread> threads() {
    return threads;
  }

  private static IoHandlerFactory handlers() {
    return epoll() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  private static boolean epoll() {
    try {
      return Epoll.isAvailable();
    } catch (LinkageError notOnTheClassPath) {
      return false;
    }
  }
}
