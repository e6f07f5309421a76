package lockstep.wrong.ch01_atomics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 1.1. */
public final class MyMailboxWrong {

    private MyMailboxWrong() {
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.WRONG, breaks = "everyScheduleDelivers",
            why = "a plain flag: the compiled loop reads it once and spins on what it read")
    public static class PlainFlag {
        private int number;
        private boolean sent;

        public void send(int number) {
            this.number = number;
            sent = true;
        }

        public int receive() {
            while (!sent) {
                // wait
            }
            return number;
        }
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.WRONG, breaks = "everyScheduleDelivers",
            why = "the release alone does nothing: the read is still plain")
    public static class ReleaseWithoutAcquire {
        private static final VarHandle SENT;

        static {
            try {
                SENT = MethodHandles.lookup().findVarHandle(ReleaseWithoutAcquire.class, "sent", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private int number;
        private boolean sent;

        public void send(int number) {
            this.number = number;
            SENT.setRelease(this, true);
        }

        public int receive() {
            while (!sent) {
                // wait
            }
            return number;
        }
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.WRONG, breaks = "everyScheduleDelivers",
            why = "the flag is raised before the number is written")
    public static class FlagFirst {
        private int number;
        private volatile boolean sent;

        public void send(int number) {
            sent = true;
            this.number = number;
        }

        public int receive() {
            while (!sent) {
                Thread.onSpinWait();
            }
            return number;
        }
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.WRONG, breaks = "everyScheduleDelivers",
            why = "the number is read before the flag")
    public static class NumberReadFirst {
        private int number;
        private volatile boolean sent;

        public void send(int number) {
            this.number = number;
            sent = true;
        }

        public int receive() {
            int got = number;
            while (!sent) {
                Thread.onSpinWait();
            }
            return got;
        }
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.WRONG, breaks = "everyScheduleDelivers",
            why = "does not wait at all")
    public static class DoesNotWait {
        private volatile int number;

        public void send(int number) {
            this.number = number;
        }

        public int receive() {
            return number;
        }
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.WRONG, breaks = "everyScheduleDelivers",
            why = "waits a moment and hopes")
    public static class WaitsAMoment {
        private volatile int number;

        public void send(int number) {
            this.number = number;
        }

        public int receive() {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return number;
        }
    }

    @Wrong(exercise = "1.1", expect = {Verdict.Kind.HUNG, Verdict.Kind.WRONG}, breaks = "handsOutTheNumber",
            why = "0 stands for nothing, so a 0 that was sent never arrives")
    public static class ZeroMeansNothing {
        private volatile int number;

        public void send(int number) {
            this.number = number;
        }

        public int receive() {
            while (number == 0) {
                Thread.onSpinWait();
            }
            return number;
        }
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.HUNG, breaks = "handsOutTheNumber",
            why = "the first receiver lowers the flag; the next waits for ever")
    public static class LowersTheFlag {
        private int number;
        private final AtomicBoolean sent = new AtomicBoolean();

        public void send(int number) {
            this.number = number;
            sent.set(true);
        }

        public int receive() {
            while (!sent.getAndSet(false)) {
                Thread.onSpinWait();
            }
            return number;
        }
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.HUNG, breaks = "handsOutTheNumber",
            why = "a queue hands each element to one taker only")
    public static class TakesFromAQueue {
        private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();

        public void send(int number) {
            queue.add(number);
        }

        public int receive() {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.HUNG, breaks = "everyScheduleDelivers",
            why = "the receiver spins inside the lock that the sender needs")
    public static class SpinsInsideTheLock {
        private int number;
        private boolean sent;

        public synchronized void send(int number) {
            this.number = number;
            sent = true;
        }

        public synchronized int receive() {
            while (!sent) {
                Thread.onSpinWait();
            }
            return number;
        }
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.HUNG, breaks = "handsOutTheNumber",
            why = "waits for a notification that was given before it came")
    public static class WaitsWithoutLooking {
        private int number;

        public synchronized void send(int number) {
            this.number = number;
            notifyAll();
        }

        public synchronized int receive() {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return number;
        }
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.HUNG, breaks = "everyScheduleServesAll",
            why = "notify wakes one of the waiting threads, not all")
    public static class WakesOne {
        private int number;
        private boolean sent;

        public synchronized void send(int number) {
            this.number = number;
            sent = true;
            notify();
        }

        public synchronized int receive() {
            try {
                while (!sent) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return number;
        }
    }

    @Wrong(exercise = "1.1", expect = {Verdict.Kind.WRONG, Verdict.Kind.HUNG}, breaks = {"sharesNothing", "receiverNotices"},
            why = "static fields are shared by all mailboxes")
    public static class SharedByAll {
        private static final AtomicInteger NUMBER = new AtomicInteger();
        private static final AtomicBoolean SENT = new AtomicBoolean();

        public void send(int number) {
            NUMBER.set(number);
            SENT.set(true);
        }

        public int receive() {
            while (!SENT.get()) {
                Thread.onSpinWait();
            }
            return NUMBER.get();
        }
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.WRONG, breaks = "everyScheduleDelivers",
            why = "opaque shows the flag at last, but orders nothing: the number may come later")
    public static class OpaqueFlag {
        private int number;
        private final AtomicBoolean sent = new AtomicBoolean();

        public void send(int number) {
            this.number = number;
            sent.setOpaque(true);
        }

        public int receive() {
            while (!sent.getOpaque()) {
                Thread.onSpinWait();
            }
            return number;
        }
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.WRONG, breaks = "everyScheduleDelivers",
            why = "the acquire has no release to pair with")
    public static class OpaqueWrite {
        private int number;
        private final AtomicBoolean sent = new AtomicBoolean();

        public void send(int number) {
            this.number = number;
            sent.setOpaque(true);
        }

        public int receive() {
            while (!sent.getAcquire()) {
                Thread.onSpinWait();
            }
            return number;
        }
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.WRONG, breaks = "everyScheduleDelivers",
            why = "the release has no acquire to pair with")
    public static class OpaqueRead {
        private int number;
        private final AtomicBoolean sent = new AtomicBoolean();

        public void send(int number) {
            this.number = number;
            sent.setRelease(true);
        }

        public int receive() {
            while (!sent.getOpaque()) {
                Thread.onSpinWait();
            }
            return number;
        }
    }

    @Wrong(exercise = "1.1", expect = Verdict.Kind.WRONG, breaks = "everyScheduleDelivers",
            why = "a plain flag with a spin hint: HotSpot happens to read it again, and nothing orders the number")
    public static class PlainFlagWithHint {
        private int number;
        private boolean sent;

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
}
