package lockstep.interleave.model;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.interleave.schedule.Strand;

/**
 * Models {@link java.util.concurrent.Exchanger}: what either thread did before {@code exchange} happens before what the
 * other does after it.
 */
public class Exchanger<V> {
  private Offer<V> waiting;

  /** What somebody who waits has brought, and what he gets for it. */
  private static final class Offer<V> {
    final V brought;
    V got;
    boolean met;

    Offer(V brought) {
      this.brought = brought;
    }
  }

  public Exchanger() {}

  public V exchange(V value) throws InterruptedException {
    try {
      return exchange(value, Box.FOREVER);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  public V exchange(V value, long time, TimeUnit unit) throws InterruptedException, TimeoutException {
    return exchange(value, unit.toNanos(time));
  }

  private V exchange(V value, long nanos) throws InterruptedException, TimeoutException {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    V got;
    if (waiting != null) {
      Offer<V> other = waiting;
      waiting = null;
      box.looked(me);
      other.got = value;
      other.met = true;
      got = other.brought;
      box.changed(me);
    } else {
      Offer<V> mine = new Offer<>(value);
      waiting = mine;
      box.changed(me);
      try {
        if (!Box.await(me, "a partner for an exchange", () -> mine.met, nanos, true)) throw new TimeoutException();
      } finally {
        if (waiting == mine) waiting = null;
      }
      box.looked(me);
      got = mine.got;
    }
    Box.log(me, this, "exchanger", Box.show(me, value), Box.show(me, got));
    return got;
  }
}
