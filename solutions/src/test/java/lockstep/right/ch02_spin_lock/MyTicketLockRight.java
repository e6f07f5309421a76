package lockstep.right.ch02_spin_lock;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import lockstep.proof.Right;

/** Other right answers to 2.5: the judge passes each of them. */
public final class MyTicketLockRight {

    private MyTicketLockRight() {}

    @Right(exercise = "2.5", why = "volatile throughout, and an atomic increment in unlock()")
    public static class VolatileThroughout {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndIncrement();
            while (called.get() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            int now = called.get();
            return next.compareAndSet(now, now + 1);
        }

        public void unlock() {
            called.incrementAndGet();
        }
    }

    @Right(exercise = "2.5", why = "opaque looks, and a fence when the number is called")
    public static class FenceAfterTheLoop {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndAdd(1);
            while (called.getOpaque() != mine) {
                Thread.yield();
            }
            VarHandle.acquireFence();
        }

        public boolean tryLock() {
            int now = called.getAcquire();
            return next.compareAndExchange(now, now + 1) == now;
        }

        public void unlock() {
            VarHandle.releaseFence();
            called.setOpaque(called.getOpaque() + 1);
        }
    }

    @Right(exercise = "2.5", why = "pauses in proportion to its place in the row")
    public static class PausesByPlace {
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger called = new AtomicInteger();

        public void lock() {
            int mine = next.getAndIncrement();
            for (int now = called.getAcquire(); now != mine; now = called.getAcquire()) {
                for (int i = now; i != mine; i++) {
                    Thread.onSpinWait();
                }
            }
        }

        public boolean tryLock() {
            int now = called.getAcquire();
            return next.get() == now && next.compareAndSet(now, now + 1);
        }

        public void unlock() {
            called.setRelease(called.getPlain() + 1);
        }
    }

    @Right(exercise = "2.5", why = "the number that is called is a volatile int, which only the thread inside writes")
    public static class VolatileInt {
        private final AtomicInteger next = new AtomicInteger();
        private volatile int called;

        public void lock() {
            int mine = next.getAndIncrement();
            while (called != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            int now = called;
            return next.compareAndSet(now, now + 1);
        }

        public void unlock() {
            called = called + 1;
        }
    }

    @Right(exercise = "2.5", why = "long tickets")
    public static class LongTickets {
        private final AtomicLong next = new AtomicLong();
        private final AtomicLong called = new AtomicLong();

        public void lock() {
            long mine = next.getAndIncrement();
            while (called.get() != mine) {
                Thread.onSpinWait();
            }
        }

        public boolean tryLock() {
            long now = called.get();
            return next.compareAndSet(now, now + 1);
        }

        public void unlock() {
            called.lazySet(called.get() + 1);
        }
    }
}
