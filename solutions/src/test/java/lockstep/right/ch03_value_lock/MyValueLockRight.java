package lockstep.right.ch03_value_lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.StampedLock;
import lockstep.proof.Right;

/** Other right answers to exercise 3.1. The judge has to pass each of them. */
public final class MyValueLockRight {

    private MyValueLockRight() {}

    @Right(exercise = "3.1",
        why = "Looks by an opaque read before it swaps again: the read is a hint only, the swap decides.")
    public static class LooksFirst<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final T value;

        public LooksFirst(T value) {
            this.value = value;
        }

        public T lock() {
            while (taken.getAndSet(true)) {
                while (taken.getOpaque()) {
                    Thread.onSpinWait();
                }
            }
            return value;
        }

        public void unlock() {
            taken.setRelease(false);
        }
    }

    @Right(exercise = "3.1",
        why = "Opaque store and plain compare-and-set, with the fences that make release and acquire of them.")
    public static class Fences<T> {
        private static final VarHandle TAKEN;

        static {
            try {
                TAKEN = MethodHandles.lookup().findVarHandle(Fences.class, "taken", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private boolean taken;
        private final T value;

        public Fences(T value) {
            this.value = value;
        }

        public T lock() {
            while (!TAKEN.weakCompareAndSetPlain(this, false, true)) {
                Thread.onSpinWait();
            }
            VarHandle.acquireFence();
            return value;
        }

        public void unlock() {
            VarHandle.releaseFence();
            TAKEN.setOpaque(this, false);
        }
    }

    @Right(exercise = "3.1", why = "A plain flag under a monitor: whoever waits sleeps in wait(), in a loop.")
    public static class WaitsAndNotifies<T> {
        private boolean taken;
        private final T value;

        public WaitsAndNotifies(T value) {
            this.value = value;
        }

        public T lock() {
            synchronized (this) {
                while (taken) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                taken = true;
            }
            return value;
        }

        public void unlock() {
            synchronized (this) {
                taken = false;
                notify();
            }
        }
    }

    @Right(exercise = "3.1", why = "Whoever fails stands in a queue and parks; unlock() wakes the first.")
    public static class ParksInAQueue<T> {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final ConcurrentLinkedQueue<Thread> waiters = new ConcurrentLinkedQueue<>();
        private final T value;

        public ParksInAQueue(T value) {
            this.value = value;
        }

        public T lock() {
            if (taken.compareAndSet(false, true)) {
                return value;
            }
            Thread me = Thread.currentThread();
            waiters.add(me);
            while (waiters.peek() != me || !taken.compareAndSet(false, true)) {
                LockSupport.park(this);
            }
            waiters.remove();
            return value;
        }

        public void unlock() {
            taken.set(false);
            LockSupport.unpark(waiters.peek());
        }
    }

    @Right(exercise = "3.1", why = "A StampedLock does the locking.")
    public static class Stamped<T> {
        private final StampedLock lock = new StampedLock();
        private long stamp;
        private final T value;

        public Stamped(T value) {
            this.value = value;
        }

        public T lock() {
            stamp = lock.writeLock();
            return value;
        }

        public void unlock() {
            lock.unlockWrite(stamp);
        }
    }

    @Right(exercise = "3.1", why = "A queue lock (Mellor-Crummey and Scott): each waiter spins on a node of its own.")
    public static class Mcs<T> {
        private static final class Node {
            private volatile Node next;
            private volatile boolean waits;
        }

        private final AtomicReference<Node> tail = new AtomicReference<>();
        private Node holder;
        private final T value;

        public Mcs(T value) {
            this.value = value;
        }

        public T lock() {
            Node mine = new Node();
            Node before = tail.getAndSet(mine);
            if (before != null) {
                mine.waits = true;
                before.next = mine;
                while (mine.waits) {
                    Thread.onSpinWait();
                }
            }
            holder = mine;
            return value;
        }

        public void unlock() {
            Node mine = holder;
            if (mine.next == null) {
                if (tail.compareAndSet(mine, null)) {
                    return;
                }
                while (mine.next == null) {
                    Thread.onSpinWait();
                }
            }
            mine.next.waits = false;
        }
    }

    @Right(exercise = "3.1", why = "No flag: lock() takes the value out of its place, unlock() puts it back.")
    public static class TakesOutPutsBack<T> {
        private final AtomicReference<T> place = new AtomicReference<>();
        private T out;

        public TakesOutPutsBack(T value) {
            place.set(value);
        }

        public T lock() {
            T value;
            while ((value = place.getAndSet(null)) == null) {
                Thread.onSpinWait();
            }
            out = value;
            return value;
        }

        public void unlock() {
            place.set(out);
        }
    }
}
