package lockstep.right.ch01_atomics;

import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.proof.Right;

/** Other right answers to 1.1: the judge passes each of them. */
public final class MyMailboxRight {

    private MyMailboxRight() {}

    @Right(exercise = "1.1", why = "a volatile flag is release and acquire, and more")
    public static class VolatileFlag {
        private int number;
        private volatile boolean sent;

        public void send(int number) {
            this.number = number;
            sent = true;
        }

        public int receive() {
            while (!sent) {
                Thread.onSpinWait();
            }
            return number;
        }
    }

    @Right(exercise = "1.1",
            why = "the flag in an AtomicBoolean, in the same two modes as the solution; the receiver lets others run")
    public static class YieldingReceiver {
        private int number;
        private final AtomicBoolean sent = new AtomicBoolean();

        public void send(int number) {
            this.number = number;
            sent.lazySet(true);
        }

        public int receive() {
            while (!sent.getAcquire()) {
                Thread.yield();
            }
            return number;
        }
    }

    @Right(exercise = "1.1", why = "opaque accesses, with the fences that make them a release and an acquire")
    public static class Fences {
        private int number;
        private final AtomicBoolean sent = new AtomicBoolean();

        public void send(int number) {
            this.number = number;
            VarHandle.releaseFence();
            sent.setOpaque(true);
        }

        public int receive() {
            while (!sent.getOpaque()) {
                Thread.onSpinWait();
            }
            VarHandle.acquireFence();
            return number;
        }
    }

    @Right(exercise = "1.1", why = "number and flag are one word: there is nothing to order, so opaque is enough")
    public static class OneWord {
        private static final long SENT = 1L << 32;
        private final AtomicLong word = new AtomicLong();

        public void send(int number) {
            word.setOpaque(SENT | number & 0xFFFF_FFFFL);
        }

        public int receive() {
            long seen;
            while ((seen = word.getOpaque()) == 0) {
                Thread.onSpinWait();
            }
            return (int) seen;
        }
    }

    @Right(exercise = "1.1",
            why = "the number in an object whose field is final: whoever sees the object sees the number")
    public static class FinalField {
        private record Letter(int number) {}

        private final AtomicReference<Letter> letter = new AtomicReference<>();

        public void send(int number) {
            letter.setOpaque(new Letter(number));
        }

        public int receive() {
            Letter seen;
            while ((seen = letter.getOpaque()) == null) {
                Thread.onSpinWait();
            }
            return seen.number();
        }
    }

    @Right(exercise = "1.1", why = "a reference to a boxed number; null until it is sent")
    public static class BoxedNumber {
        private volatile Integer number;

        public void send(int number) {
            this.number = number;
        }

        public int receive() {
            while (number == null) {
                Thread.onSpinWait();
            }
            return number;
        }
    }

    @Right(exercise = "1.1", why = "a latch: what came before countDown() is seen after await()")
    public static class Latch {
        private final CountDownLatch sent = new CountDownLatch(1);
        private int number;

        public void send(int number) {
            this.number = number;
            sent.countDown();
        }

        public int receive() {
            try {
                sent.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return number;
        }
    }

    @Right(exercise = "1.1", why = "a monitor: wait in a loop, notify all")
    public static class WaitAndNotify {
        private int number;
        private boolean sent;

        public synchronized void send(int number) {
            this.number = number;
            sent = true;
            notifyAll();
        }

        public synchronized int receive() {
            while (!sent) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return number;
        }
    }

    @Right(exercise = "1.1", why = "a lock and its condition")
    public static class ConditionOfALock {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition sent = lock.newCondition();
        private Integer number;

        public void send(int number) {
            lock.lock();
            try {
                this.number = number;
                sent.signalAll();
            } finally {
                lock.unlock();
            }
        }

        public int receive() {
            lock.lock();
            try {
                while (number == null) {
                    sent.awaitUninterruptibly();
                }
                return number;
            } finally {
                lock.unlock();
            }
        }
    }

    @Right(exercise = "1.1", why = "a future that is completed once")
    public static class Future {
        private final CompletableFuture<Integer> number = new CompletableFuture<>();

        public void send(int number) {
            this.number.complete(number);
        }

        public int receive() {
            return number.join();
        }
    }

    @Right(exercise = "1.1", why = "a queue: each taker puts the number back for the next")
    public static class PutsItBack {
        private final LinkedBlockingQueue<Integer> numbers = new LinkedBlockingQueue<>();

        public void send(int number) {
            numbers.add(number);
        }

        public int receive() {
            try {
                int number = numbers.take();
                numbers.put(number);
                return number;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Right(exercise = "1.1", why = "a permit that each receiver hands on to the next")
    public static class PermitHandedOn {
        private final Semaphore sent = new Semaphore(0);
        private int number;

        public void send(int number) {
            this.number = number;
            sent.release();
        }

        public int receive() {
            sent.acquireUninterruptibly();
            int got = number;
            sent.release();
            return got;
        }
    }

    @Right(exercise = "1.1",
            why = "receivers park, name first and look second; the sender writes first and wakes second")
    public static class Parks {
        private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
        private volatile boolean sent;
        private int number;

        public void send(int number) {
            this.number = number;
            sent = true;
            for (Thread thread = waiting.poll(); thread != null; thread = waiting.poll()) {
                LockSupport.unpark(thread);
            }
        }

        public int receive() {
            if (!sent) {
                waiting.add(Thread.currentThread());
                while (!sent) {
                    LockSupport.park(this);
                }
            }
            return number;
        }
    }

    @Right(exercise = "1.1", why = "an adding step is a release, and one that adds nothing an acquire")
    public static class AddsNothing {
        private final AtomicInteger sent = new AtomicInteger();
        private int number;

        public void send(int number) {
            this.number = number;
            sent.incrementAndGet();
        }

        public int receive() {
            while (sent.getAndAdd(0) == 0) {
                Thread.onSpinWait();
            }
            return number;
        }
    }

    @Right(exercise = "1.1", why = "looks under a lock that it leaves before it looks again")
    public static class LooksUnderALock {
        private boolean sent;
        private int number;

        public synchronized void send(int number) {
            this.number = number;
            sent = true;
        }

        private synchronized boolean isSent() {
            return sent;
        }

        public int receive() {
            while (!isSent()) {
                Thread.yield();
            }
            return number;
        }
    }
}
