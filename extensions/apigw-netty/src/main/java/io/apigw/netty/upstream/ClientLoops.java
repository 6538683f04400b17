package io.apigw.netty.upstream;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Loops of the client's own, started for the first request that comes without one; and which sockets fit a loop. */
final class ClientLoops {

  private static final boolean EPOLL = epollAvailable();

  private final int count;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private volatile @Nullable EventLoopGroup group;
  private boolean ended;

  ClientLoops(int count) {
    this.count = count;
  }

  /** Returns one of our own loops; null after they were ended. */
  @Nullable
  EventLoop next() {
    EventLoopGroup known = group;
    if (known == null) {
      known = start();
    }
    return known == null ? null : known.next();
  }

  /** Returns whether sockets of ours can live on a loop. */
  static boolean fits(EventLoop loop) {
    return epoll(loop) || (loop instanceof IoEventLoopGroup io && io.isIoType(NioIoHandler.class));
  }

  static SocketChannel socket(EventLoop loop) {
    return epoll(loop) ? new EpollSocketChannel() : new NioSocketChannel();
  }

  static DatagramChannel datagrams(EventLoop loop) {
    return epoll(loop) ? new EpollDatagramChannel() : new NioDatagramChannel();
  }

  /** Ends our loops, and runs a task when they have ended. */
  void end(Runnable ended) {
    EventLoopGroup running = stop();
    if (running == null) {
      ended.run();
      return;
    }
    var unused =
        running.shutdownGracefully(0, 5, TimeUnit.SECONDS).addListener(terminated -> ended.run());
  }

  /** The threads of our loops that have run. */
  List<Thread> threads() {
    return threads;
  }

  private synchronized @Nullable EventLoopGroup start() {
    EventLoopGroup known = group;
    if (known != null || ended) {
      return known;
    }
    DefaultThreadFactory factory = new DefaultThreadFactory("apigw-netty-client", false) {
      @Override
      protected Thread newThread(Runnable task, String name) {
        Thread thread = super.newThread(task, name);
        threads.add(thread);
        return thread;
      }
    };
    known = new MultiThreadIoEventLoopGroup(
        count, factory, EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    group = known;
    return known;
  }

  private synchronized @Nullable EventLoopGroup stop() {
    ended = true;
    EventLoopGroup running = group;
    group = null;
    return running;
  }

  private static boolean epoll(EventLoop loop) {
    return EPOLL && loop instanceof IoEventLoopGroup io && io.isIoType(EpollIoHandler.class);
  }

  private static boolean epollAvailable() {
    try {
      return Epoll.isAvailable();
    } catch (LinkageError notOnTheClassPath) {
      return false;
    }
  }
}
