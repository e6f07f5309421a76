package lockstep.interleave.model;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Wait;

/** The waiting methods of blocking queues: as their methods that do not wait, and a wait in between. */
public final class Queues {
  private Queues() {}

  private static boolean mine(BlockingQueue<?> queue) {
    return Strand.current() != null && queue.getClass().getClassLoader() == null;
  }

  public static <E> E take(BlockingQueue<E> queue) throws InterruptedException {
    return mine(queue) ? poll(queue, false) : queue.take();
  }

  public static <E> E poll(BlockingQueue<E> queue, long time, TimeUnit unit) throws InterruptedException {
    return mine(queue) ? poll(queue, true) : queue.poll(time, unit);
  }

  private static <E> E poll(BlockingQueue<E> queue, boolean timed) throws InterruptedException {
    Strand me = Strand.current();
    Box box = Box.point(me, queue);
    E first = queue.poll();
    while (first == null) {
      if (me.interrupted) throw Threads.interrupted(me);
      Wait.End end = me.execution.await(me, new Wait("an element in the " + queue.getClass().getSimpleName(), null, () -> !queue.isEmpty() || me.interrupted, timed, false));
      if (end == Wait.End.TIMEOUT) break;
      first = queue.poll();
    }
    box.looked(me);
    if (first != null) box.changed(me);
    log(me, queue, "", first);
    return first;
  }

  public static <E> void put(BlockingQueue<E> queue, E element) throws InterruptedException {
    if (mine(queue)) offer(queue, element, false);
    else queue.put(element);
  }

  public static <E> boolean offer(BlockingQueue<E> queue, E element, long time, TimeUnit unit) throws InterruptedException {
    return mine(queue) ? offer(queue, element, true) : queue.offer(element, time, unit);
  }

  private static <E> boolean offer(BlockingQueue<E> queue, E element, boolean timed) throws InterruptedException {
    Strand me = Strand.current();
    Box box = Box.point(me, queue);
    boolean done = queue.offer(element);
    while (!done) {
      if (me.interrupted) throw Threads.interrupted(me);
      Wait.End end = me.execution.await(me, new Wait("room in the " + queue.getClass().getSimpleName(), null, () -> queue.remainingCapacity() > 0 || me.interrupted, timed, false));
      if (end == Wait.End.TIMEOUT) break;
      done = queue.offer(element);
    }
    box.looked(me);
    if (done) box.changed(me);
    log(me, queue, me.execution.recorder == null ? null : me.execution.recorder.show(element), null);
    return done;
  }

  private static void log(Strand me, Object queue, String arguments, Object result) {
    if (me.execution.recorder != null) {
      me.execution.recorder.call(me, queue, queue.getClass().getSimpleName(), arguments, result == null ? null : me.execution.recorder.show(result), null);
    }
  }
}
