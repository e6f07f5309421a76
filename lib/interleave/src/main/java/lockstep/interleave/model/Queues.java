package lockstep.interleave.model;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import lockstep.interleave.schedule.Strand;

/** The waiting methods of the library's blocking queues: as their methods that do not wait, and a wait in between. */
public final class Queues {
  private Queues() {}

  /** A call of a queue that the program made itself, or that has a model, is a call of that. */
  private static boolean mine(BlockingQueue<?> queue) {
    return Strand.current() != null && queue.getClass().getClassLoader() == null;
  }

  private static <E> BlockingDeque<E> deque(BlockingQueue<E> queue) {
    return (BlockingDeque<E>) queue;
  }

  // ---- taking ----

  public static <E> E take(BlockingQueue<E> queue) throws InterruptedException {
    return mine(queue) ? take(queue, queue::poll, Box.FOREVER) : queue.take();
  }

  public static <E> E takeFirst(BlockingQueue<E> queue) throws InterruptedException {
    return mine(queue) ? take(queue, deque(queue)::pollFirst, Box.FOREVER) : deque(queue).takeFirst();
  }

  public static <E> E takeLast(BlockingQueue<E> queue) throws InterruptedException {
    return mine(queue) ? take(queue, deque(queue)::pollLast, Box.FOREVER) : deque(queue).takeLast();
  }

  public static <E> E poll(BlockingQueue<E> queue, long time, TimeUnit unit) throws InterruptedException {
    return mine(queue) ? take(queue, queue::poll, unit.toNanos(time)) : queue.poll(time, unit);
  }

  public static <E> E pollFirst(BlockingQueue<E> queue, long time, TimeUnit unit) throws InterruptedException {
    return mine(queue) ? take(queue, deque(queue)::pollFirst, unit.toNanos(time)) : deque(queue).pollFirst(time, unit);
  }

  public static <E> E pollLast(BlockingQueue<E> queue, long time, TimeUnit unit) throws InterruptedException {
    return mine(queue) ? take(queue, deque(queue)::pollLast, unit.toNanos(time)) : deque(queue).pollLast(time, unit);
  }

  private static <E> E take(BlockingQueue<E> queue, Supplier<E> poll, long nanos) throws InterruptedException {
    Strand me = Strand.current();
    Box box = Box.point(me, queue);
    E first = null;
    if (Box.await(me, "an element in the " + queue.getClass().getSimpleName(), () -> !queue.isEmpty(), nanos, true)) {
      first = atomic(me, queue, poll);
      box.looked(me);
      box.changed(me);
    } else {
      box.looked(me);
    }
    Box.log(me, queue, queue.getClass().getSimpleName(), null, Box.show(me, first));
    return first;
  }

  /** One step, with whatever comparator the queue calls. */
  private static <T> T atomic(Strand me, BlockingQueue<?> queue, Supplier<T> call) {
    String reason = me.atomicReason;
    me.atomic++;
    me.atomicReason = "a call of a " + queue.getClass().getSimpleName();
    try {
      return call.get();
    } finally {
      me.atomic--;
      me.atomicReason = reason;
    }
  }

  // ---- putting ----

  public static <E> void put(BlockingQueue<E> queue, E element) throws InterruptedException {
    if (mine(queue)) put(queue, element, () -> queue.offer(element), Box.FOREVER);
    else queue.put(element);
  }

  public static <E> void putFirst(BlockingQueue<E> queue, E element) throws InterruptedException {
    if (mine(queue)) put(queue, element, () -> deque(queue).offerFirst(element), Box.FOREVER);
    else deque(queue).putFirst(element);
  }

  public static <E> void putLast(BlockingQueue<E> queue, E element) throws InterruptedException {
    if (mine(queue)) put(queue, element, () -> deque(queue).offerLast(element), Box.FOREVER);
    else deque(queue).putLast(element);
  }

  public static <E> boolean offer(BlockingQueue<E> queue, E element, long time, TimeUnit unit) throws InterruptedException {
    return mine(queue) ? put(queue, element, () -> queue.offer(element), unit.toNanos(time)) : queue.offer(element, time, unit);
  }

  public static <E> boolean offerFirst(BlockingQueue<E> queue, E element, long time, TimeUnit unit) throws InterruptedException {
    return mine(queue) ? put(queue, element, () -> deque(queue).offerFirst(element), unit.toNanos(time)) : deque(queue).offerFirst(element, time, unit);
  }

  public static <E> boolean offerLast(BlockingQueue<E> queue, E element, long time, TimeUnit unit) throws InterruptedException {
    return mine(queue) ? put(queue, element, () -> deque(queue).offerLast(element), unit.toNanos(time)) : deque(queue).offerLast(element, time, unit);
  }

  private static <E> boolean put(BlockingQueue<E> queue, E element, BooleanSupplier offer, long nanos) throws InterruptedException {
    java.util.Objects.requireNonNull(element);
    Strand me = Strand.current();
    Box box = Box.point(me, queue);
    boolean done = Box.await(me, "room in the " + queue.getClass().getSimpleName(), () -> queue.remainingCapacity() > 0, nanos, true);
    box.looked(me);
    if (done) {
      atomic(me, queue, offer::getAsBoolean);
      box.changed(me);
    }
    Box.log(me, queue, queue.getClass().getSimpleName(), Box.show(me, element), nanos == Box.FOREVER ? null : done);
    return done;
  }
}
