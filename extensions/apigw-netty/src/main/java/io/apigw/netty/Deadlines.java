package io.apigw.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks every now and then whether the client has moved since the last look: one timer per connection, and no clock
 * read per request. A limit is enforced at most half of the shortest limit late.
 */
final class Deadlines implements Runnable {

  /** What the client is waited for. */
  enum Waiting {
    NOTHING,
    IDLE,
    HEAD,
    BODY,
    /** For the rest of a body whose request has been answered; it may move, but not for long. */
    REST,
    READER
  }

  private final Conversation conversation;
  private final Channel channel;
  private final HostSettings settings;
  private final RawInput source;
  private final HostSettings.Limits limits;
  private final Duration period;
  private final Pace sending;
  private final Pace taking;

  private @Nullable ScheduledFuture<?> timer;
  private Waiting lastWaiting = Waiting.NOTHING;
  private long lastProgress;
  private long lastCount;
  private long quietPeriods;
  private boolean maySend = true;

  Deadlines(Conversation conversation, Channel channel, HostSettings settings, RawInput source) {
    this.conversation = conversation;
    this.channel = channel;
    this.settings = settings;
    this.source = source;
    this.limits = settings.limits();
    this.period = period(limits);
    this.sending = new Pace(limits.body(), limits.rate());
    this.taking = new Pace(limits.body(), limits.rate());
  }

  /** How long it is from one look to the next. */
  static Duration period(HostSettings.Limits limits) {
    return shortest(limits).dividedBy(4).plusNanos(1);
  }

  /** Looks, for whoever has a timer for many. */
  void look(boolean senderMaySend) {
    maySend = senderMaySend;
    run();
  }

  void start(EventExecutor loop) {
    if (timer == null) {
      timer = loop.scheduleWithFixedDelay(
          this, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  void stop() {
    ScheduledFuture<?> running = timer;
    if (running != null) {
      running.cancel(false);
    }
  }

  @Override
  public void run() {
    Waiting waiting = waiting();
    long progress = progress(waiting);
    long moved = progress - lastProgress;
    boolean another = waiting != lastWaiting || conversation.count() != lastCount;
    lastWaiting = waiting;
    lastProgress = progress;
    if (another) {
      quietPeriods = 0;
      if (conversation.count() != lastCount) {
        lastCount = conversation.count();
        sending.restart();
        taking.restart();
      }
      return;
    }
    quietPeriods = moved == 0 ? quietPeriods + 1 : 0;
    boolean over = period.multipliedBy(quietPeriods).compareTo(limit(waiting)) >= 0;
    if (waiting != Waiting.NOTHING && (over || tooSlow(waiting, moved))) {
      quietPeriods = 0;
      conversation.expired(waiting);
    }
  }

  private boolean tooSlow(Waiting waiting, long moved) {
    return switch (waiting) {
      case BODY -> sending.tooSlow(period.toNanos(), moved);
      case READER -> taking.tooSlow(period.toNanos(), moved);
      default -> false;
    };
  }

  private Waiting waiting() {
    boolean closing = conversation.wire().closing();
    boolean ours = closing || settings.ownPipeline() || conversation.busy();
    if (!channel.isWritable() || (ours && unsent() > 0)) {
      return Waiting.READER;
    }
    if (closing) {
      return Waiting.NOTHING;
    }
    if (conversation.busy()) {
      if (conversation.current().filter(Exchange::answered).isPresent()) {
        return Waiting.REST;
      }
      boolean owes =
          conversation.current().map(Exchange::upload).filter(Upload::awaited).isPresent();
      return owes && maySend && !conversation.reading().stopped() ? Waiting.BODY : Waiting.NOTHING;
    }
    if (!settings.ownPipeline() || conversation.http2()) {
      return Waiting.NOTHING;
    }
    return source.headBegun() ? Waiting.HEAD : Waiting.IDLE;
  }

  /** A number that differs from that of the last look when the client has moved. */
  private long progress(Waiting waiting) {
    return switch (waiting) {
      case READER -> conversation.wire().written() - unsent();
      case REST -> 0;
      case BODY ->
        conversation.current().map(Exchange::upload).map(Upload::bytes).orElse(0L);
      default -> conversation.count();
    };
  }

  /** The bytes that the client has not taken yet. */
  private long unsent() {
    if (conversation.http2()) {
      return waitingInStream();
    }
    ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
    return pending == null ? 0 : WrittenBytes.waiting(pending);
  }

  /** A stream has no such buffer, and says only how far it is from its marks. */
  private long waitingInStream() {
    return channel.isWritable()
        ? channel.config().getWriteBufferHighWaterMark() + 1 - channel.bytesBeforeUnwritable()
        : channel.config().getWriteBufferLowWaterMark() - 1 + channel.bytesBeforeWritable();
  }

  private Duration limit(Waiting waiting) {
    return switch (waiting) {
      case IDLE -> limits.idle();
      case HEAD -> limits.head();
      default -> limits.body();
    };
  }

  private static Duration shortest(HostSettings.Limits limits) {
    Duration shorter = limits.head().compareTo(limits.body()) < 0 ? limits.head() : limits.body();
    return shorter.compareTo(limits.idle()) < 0 ? shorter : limits.idle();
  }
}
