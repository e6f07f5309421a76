package lockstep.interleave.model;

import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import lockstep.interleave.schedule.Strand;

/**
 * Models {@link java.util.concurrent.SynchronousQueue}: a {@code put} waits for a {@code take}; what precedes the one
 * happens before what follows the other.
 */
public class SynchronousQueue<E> extends AbstractQueue<E> implements BlockingQueue<E>, java.io.Serializable {
  private static final long serialVersionUID = 1L;
  private final Deque<Meeting<E>> putters = new ArrayDeque<>();
  private final Deque<Meeting<E>> takers = new ArrayDeque<>();

  /** Somebody who waits for the other side. */
  private static final class Meeting<E> {
    E element;
    boolean met;
  }

  public SynchronousQueue() {}

  public SynchronousQueue(boolean fair) {}

  @Override public void put(E element) throws InterruptedException {
    offer(element, Box.FOREVER, true);
  }

  @Override public boolean offer(E element, long time, TimeUnit unit) throws InterruptedException {
    return offer(element, unit.toNanos(time), true);
  }

  @Override public boolean offer(E element) {
    try {
      return offer(element, 0, false);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private boolean offer(E element, long nanos, boolean interruptible) throws InterruptedException {
    java.util.Objects.requireNonNull(element);
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    Meeting<E> taker = takers.poll();
    boolean done = taker != null;
    if (done) {
      taker.element = element;
      taker.met = true;
      box.changed(me);
    } else if (nanos > 0) {
      Meeting<E> mine = new Meeting<>();
      mine.element = element;
      done = meet(me, box, putters, mine, "somebody to take from the SynchronousQueue", nanos, interruptible);
    } else {
      box.saw(me);
    }
    Box.log(me, this, "SynchronousQueue", Box.show(me, element), nanos == Box.FOREVER ? null : done);
    return done;
  }

  @Override public E take() throws InterruptedException {
    return poll(Box.FOREVER, true);
  }

  @Override public E poll(long time, TimeUnit unit) throws InterruptedException {
    return poll(unit.toNanos(time), true);
  }

  @Override public E poll() {
    try {
      return poll(0, false);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private E poll(long nanos, boolean interruptible) throws InterruptedException {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    Meeting<E> putter = putters.poll();
    E element = null;
    if (putter != null) {
      element = putter.element;
      putter.met = true;
      box.looked(me);
      box.changed(me);
    } else if (nanos > 0) {
      Meeting<E> mine = new Meeting<>();
      boolean met = meet(me, box, takers, mine, "somebody to put into the SynchronousQueue", nanos, interruptible);
      if (met) element = mine.element;
    } else {
      box.saw(me);
    }
    Box.log(me, this, "SynchronousQueue", null, Box.show(me, element));
    return element;
  }

  private static <E> boolean meet(Strand me, Box box, Deque<Meeting<E>> side, Meeting<E> mine, String what, long nanos,
      boolean interruptible) throws InterruptedException {
    side.add(mine);
    box.changed(me);
    try {
      boolean met = Box.await(me, what, () -> mine.met, nanos, interruptible);
      if (met) box.looked(me);
      return met;
    } finally {
      side.remove(mine);
    }
  }

  @Override public int drainTo(Collection<? super E> target) {
    return drainTo(target, Integer.MAX_VALUE);
  }

  @Override public int drainTo(Collection<? super E> target, int most) {
    int count = 0;
    for (E element; count < most && (element = poll()) != null; count++) target.add(element);
    return count;
  }

  @Override public E peek() {
    return null;
  }

  @Override public Iterator<E> iterator() {
    return List.<E>of().iterator();
  }

  @Override public int size() {
    return 0;
  }

  @Override public int remainingCapacity() {
    return 0;
  }
}
