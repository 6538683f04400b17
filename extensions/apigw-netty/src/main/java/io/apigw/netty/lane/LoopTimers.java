package io.apigw.netty.lane;

import io.apigw.api.Cancellable;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All deadlines of one loop, swept every tenth of a second as long as there are any: nothing is scheduled for a single
 * one. On the loop only, but for {@link #schedule}.
 */
public final class LoopTimers {

  static final int NOWHERE = -1;

  private static final System.Logger LOG = System.getLogger(LoopTimers.class.getName());
  private static final FastThreadLocal<LoopTimers> CURRENT = new FastThreadLocal<>();

  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int SLOTS = 512;

  /** Holds those that a sweep has found, until it has run them: one may take back another. */
  private static final int DUE = SLOTS;

  private final EventLoop loop;
  private final long origin;
  private final @Nullable Deadline[] slots = new Deadline[SLOTS + 1];

  private int count;
  private long swept;
  private boolean armed;

  private LoopTimers(EventLoop loop) {
    this.loop = loop;
    this.origin = loop.ticker().nanoTime();
  }

  /** Returns the timers of the loop that the caller is on. */
  public static LoopTimers of(EventLoop loop) {
    LoopTimers known = CURRENT.get();
    if (known == null || known.loop != loop) {
      known = new LoopTimers(loop);
      CURRENT.set(known);
    }
    return known;
  }

  /**
   * Runs a task once on a loop; may be called on any thread.
   *
   * @param delay how long to wait at least; the task runs at most about a tenth of a second later
   * @return a handle that calls the task off, on any thread
   */
  public static Cancellable schedule(EventLoop loop, Runnable task, Duration delay) {
    LoopTask later = new LoopTask(loop, task, delay);
    later.begin();
    return later;
  }

  /** Returns the loop whose deadlines these are. */
  public EventLoop loop() {
    return loop;
  }

  /** Returns how many deadlines are set. */
  public int pending() {
    return count;
  }

  void set(Deadline deadline, long delay) {
    long now = loop.ticker().nanoTime() - origin;
    remove(deadline);
    if (!armed) {
      swept = now / TICK;
      arm(now);
      if (CURRENT.getIfExists() == null) {
        CURRENT.set(this);
      }
    }
    long due = now + Math.max(0, delay);
    deadline.tick = (due < 0 ? Long.MAX_VALUE : due) / TICK + 1;
    insert(deadline, (int) (deadline.tick & (SLOTS - 1)));
  }

  void clear(Deadline deadline) {
    remove(deadline);
  }

  private void arm(long now) {
    try {
      var unused = loop.schedule(this::sweep, TICK - now % TICK, TimeUnit.NANOSECONDS);
      armed = true;
    } catch (RejectedExecutionException loopHasEnded) {
      LOG.log(System.Logger.Level.DEBUG, "a deadline on a loop that has ended");
    }
  }

  private void sweep() {
    long now = loop.ticker().nanoTime() - origin;
    long tick = now / TICK;
    for (long t = Math.max(swept + 1, tick - SLOTS + 1); t <= tick; t++) {
      gather((int) (t & (SLOTS - 1)), tick);
    }
    swept = tick;
    runDue();
    armed = false;
    if (count > 0) {
      arm(loop.ticker().nanoTime() - origin);
    } else if (CURRENT.getIfExists() == this) {
      CURRENT.remove(); // a loop that outlives us keeps nothing of ours
    }
  }

  private void gather(int slot, long tick) {
    Deadline deadline = slots[slot];
    while (deadline != null) {
      Deadline following = deadline.next;
      if (deadline.tick <= tick) {
        remove(deadline);
        insert(deadline, DUE);
      }
      deadline = following;
    }
  }

  private void runDue() {
    for (Deadline first = slots[DUE]; first != null; first = slots[DUE]) {
      remove(first);
      try {
        first.due();
      } catch (RuntimeException | Error broken) {
        LOG.log(System.Logger.Level.ERROR, "a task of a deadline failed", broken);
      }
    }
  }

  private void insert(Deadline deadline, int slot) {
    Deadline first = slots[slot];
    deadline.slot = slot;
    deadline.previous = null;
    deadline.next = first;
    if (first != null) {
      first.previous = deadline;
    }
    slots[slot] = deadline;
    count++;
  }

  private void remove(Deadline deadline) {
    if (deadline.slot == NOWHERE) {
      return;
    }
    Deadline before = deadline.previous;
    Deadline after = deadline.next;
    if (before == null) {
      slots[deadline.slot] = after;
    } else {
      before.next = after;
    }
    if (after != null) {
      after.previous = before;
    }
    deadline.previous = null;
    deadline.next = null;
    deadline.slot = NOWHERE;
    count--;
  }

  /** A task that was scheduled from anywhere. */
  private static final class LoopTask implements Cancellable {

    private final EventLoop loop;
    private final Runnable task;
    private final Duration delay;

    /** On the loop only. */
    private @Nullable Deadline deadline;

    private boolean cancelled;

    LoopTask(EventLoop loop, Runnable task, Duration delay) {
      this.loop = loop;
      this.task = task;
      this.delay = delay;
    }

    void begin() {
      onLoop(this::arm);
    }

    @Override
    public void cancel() {
      onLoop(this::disarm);
    }

    private void arm() {
      if (!cancelled) {
        deadline = new Deadline(LoopTimers.of(loop), task);
        deadline.set(delay);
      }
    }

    private void disarm() {
      cancelled = true;
      Deadline set = deadline;
      if (set != null) {
        set.clear();
      }
    }

    private void onLoop(Runnable step) {
      if (loop.inEventLoop()) {
        step.run();
        return;
      }
      try {
        loop.execute(step);
      } catch (RejectedExecutionException loopHasEnded) {
        LOG.log(System.Logger.Level.DEBUG, "a timer on a loop that has ended");
      }
    }
  }
}
