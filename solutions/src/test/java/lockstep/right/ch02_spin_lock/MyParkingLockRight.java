package lockstep.right.ch02_spin_lock;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import lockstep.proof.Right;

/** Other right answers to 2.6: the judge passes each of them. */
public final class MyParkingLockRight {

    private MyParkingLockRight() {}

    @Right(exercise = "2.6", why = "unlocks by a swap")
    public static class UnlocksBySwap {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.get() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            sleepers.add(me);
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
            }
            sleepers.remove(me);
        }

        public void unlock() {
            locked.getAndSet(false);
            Thread first = sleepers.peek();
            if (first != null) {
                LockSupport.unpark(first);
            }
        }
    }

    @Right(exercise = "2.6", why = "wakes all who sleep; each tries again, and sleeps on if it loses")
    public static class WakesAll {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.getOpaque() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            sleepers.add(me);
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
            }
            sleepers.remove(me);
        }

        public void unlock() {
            locked.set(false);
            for (Thread sleeper : sleepers) {
                LockSupport.unpark(sleeper);
            }
        }
    }

    @Right(exercise = "2.6",
            why = "unlock() takes the name off the list, and who is woken and loses puts it down again before "
                    + "it looks")
    public static class NameDownAgain {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.getOpaque() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            while (true) {
                sleepers.add(me);
                if (!locked.getAndSet(true)) {
                    sleepers.remove(me);
                    return;
                }
                LockSupport.park(this);
                sleepers.remove(me);
            }
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.poll());
        }
    }

    @Right(exercise = "2.6",
            why = "spins by compare-and-set, then waits on a monitor for a bool that is written under it")
    public static class WaitAndNotify {
        private boolean locked;

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (tryOnce()) {
                    return;
                }
                Thread.onSpinWait();
            }
            synchronized (this) {
                while (locked) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                locked = true;
            }
        }

        public void unlock() {
            synchronized (this) {
                locked = false;
                notify();
            }
        }

        private synchronized boolean tryOnce() {
            boolean won = !locked;
            locked = true;
            return won;
        }
    }

    @Right(exercise = "2.6", why = "sets interrupts aside while it sleeps, and gives them back")
    public static class KeepsInterrupts {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

        public void lock() {
            for (int i = 0; i < 100; i++) {
                if (!locked.getOpaque() && !locked.getAndSet(true)) {
                    return;
                }
                Thread.onSpinWait();
            }
            Thread me = Thread.currentThread();
            boolean interrupted = false;
            sleepers.add(me);
            while (locked.getAndSet(true)) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            sleepers.remove(me);
            if (interrupted) {
                me.interrupt();
            }
        }

        public void unlock() {
            locked.set(false);
            LockSupport.unpark(sleepers.peek());
        }
    }
}
