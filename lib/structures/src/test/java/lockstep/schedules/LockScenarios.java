package lockstep.schedules;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static lockstep.interleave.Interleave.check;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Region;

/**
 * Small programs that each of the locks must pass. All counters are plain: whoever reads one without seeing, by way of the
 * lock, what the last one wrote has a data race, and that is how a missing release or acquire is found.
 */
final class LockScenarios {

    private LockScenarios() {
    }

    /** A turn: two threads that both take it must come after each other, and the second sees what the first did. */
    private static Action turn(Lock lock, int[] count) {
        return () -> {
            lock.lock();
            count[0]++;
            lock.unlock();
        };
    }

    /** Two threads take a turn each. */
    static void turns(Lock lock) {
        int[] count = new int[1];
        Interleave.together(turn(lock, count), turn(lock, count));
        check(count[0] == 2, "two turns make " + count[0]);
    }

    /** One comes back for a second turn while the other one waits, perhaps. */
    static void returns(Lock lock) {
        int[] count = new int[1];
        Action turn = turn(lock, count);
        Interleave.together(() -> {
            turn.run();
            turn.run();
        }, turn);
        check(count[0] == 3, "three turns make " + count[0]);
    }

    /** Three threads: two may wait at once. */
    static void three(Lock lock) {
        int[] count = new int[1];
        Action turn = turn(lock, count);
        Interleave.together(turn, turn, turn);
        check(count[0] == 3, "three turns make " + count[0]);
    }

    /** Nobody meets anybody inside. It says nothing of memory effects. */
    static void exclusion(Lock lock) {
        Region region = new Region();
        Action visit = () -> {
            lock.lock();
            region.enter();
            region.leave();
            lock.unlock();
        };
        Interleave.together(visit, visit);
    }

    /** One waits, the other one only tries. */
    static void tries(Lock lock) {
        int[] count = new int[1];
        boolean[] had = new boolean[1];
        Interleave.together(turn(lock, count), () -> {
            if (lock.tryLock()) {
                count[0]++;
                had[0] = true;
                lock.unlock();
            }
        });
        check(count[0] == (had[0] ? 2 : 1), "a turn, and one more: " + had[0] + ", make " + count[0]);
        check(lock.tryLock(), "in the end the lock is free");
    }

    /** Alone, a try at a free lock succeeds, without any luck, and a try at a held one fails. */
    static void triesAlone(Lock lock) {
        Interleave.together(() -> {
            check(lock.tryLock(), "the lock was free, and tryLock() failed");
            check(!lock.tryLock(), "the lock was held, and tryLock() succeeded");
            lock.unlock();
            check(lock.tryLock(), "the lock was free again, and tryLock() failed");
        });
    }

    /** One waits for a second at most: it gets the lock, or else leaves nothing behind. */
    static void limited(Lock lock) {
        limited(lock, SECONDS);
    }

    /** One waits for a nanosecond at most, which is over as soon as it has looked. */
    static void moment(Lock lock) {
        limited(lock, NANOSECONDS);
    }

    private static void limited(Lock lock, TimeUnit unit) {
        int[] count = new int[1];
        boolean[] had = new boolean[1];
        Action turn = turn(lock, count);
        Interleave.together(() -> {
            turn.run();
            turn.run();
        }, () -> {
            if (lock.tryLock(1, unit)) {
                count[0]++;
                had[0] = true;
                lock.unlock();
            }
        });
        check(count[0] == (had[0] ? 3 : 2), "two turns, and one more: " + had[0] + ", make " + count[0]);
        check(lock.tryLock(), "in the end the lock is free");
    }

    /** The lock is held for as long as one waits: the limit must end its wait, and others find the lock as it was. */
    static void limitedInVain(Lock lock) {
        int[] count = new int[1];
        lock.lock();
        count[0]++;
        Interleave.together(() -> check(!lock.tryLock(1, SECONDS), "the lock was held, and tryLock(1, SECONDS) succeeded"));
        lock.unlock();
        Interleave.together(turn(lock, count));
        check(count[0] == 2, "two turns make " + count[0]);
    }

    /** The lock is held until the waiter has gone, and its limit is ages away: the interrupt must end its wait. */
    static void limitedInterrupted(Lock lock) {
        boolean[] gaveUp = new boolean[1];
        lock.lock();
        Thread waiter = new Thread(() -> {
            try {
                check(!lock.tryLock(Long.MAX_VALUE, SECONDS), "the lock was held, and tryLock() succeeded");
            } catch (InterruptedException e) {
                gaveUp[0] = true;
            }
        }, "waiter");
        waiter.start();
        waiter.interrupt();
        join(waiter);
        check(gaveUp[0], "gave up without an InterruptedException");
        lock.unlock();
        check(lock.tryLock(), "in the end the lock is free");
    }

    /** A waiter is interrupted: it gets the lock and keeps its status, or it gets an exception instead of either. */
    static void interrupted(Lock lock) {
        int[] count = new int[1];
        boolean[] gaveUp = new boolean[1];
        Thread waiter = new Thread(() -> {
            try {
                lock.lockInterruptibly();
                count[0]++;
                lock.unlock();
            } catch (InterruptedException e) {
                gaveUp[0] = true;
                check(!Thread.currentThread().isInterrupted(), "the exception has said it, and the status still does");
            }
        }, "waiter");
        waiter.start();
        Interleave.together(() -> {
            lock.lock();
            count[0]++;
            waiter.interrupt();
            lock.unlock();
        });
        join(waiter);
        check(count[0] == (gaveUp[0] ? 1 : 2), "one turn, and one more unless given up: " + gaveUp[0] + ", make " + count[0]);
        check(lock.tryLock(), "in the end the lock is free");
    }

    /** One has given up while the lock was held; two that come later get past what it left behind. */
    static void afterwards(Lock lock) {
        int[] count = new int[1];
        lock.lock();
        count[0]++;
        Interleave.together(() -> check(!lock.tryLock(1, NANOSECONDS), "the lock was held, and tryLock(1, NANOSECONDS) succeeded"));
        lock.unlock();
        Interleave.together(turn(lock, count), turn(lock, count));
        check(count[0] == 3, "three turns make " + count[0]);
    }

    /** The lock is held until the waiter has gone: the interrupt must end its wait. */
    static void interruptedInVain(Lock lock) {
        int[] count = new int[1];
        boolean[] gaveUp = new boolean[1];
        lock.lock();
        count[0]++;
        Thread waiter = new Thread(() -> {
            try {
                lock.lockInterruptibly();
            } catch (InterruptedException e) {
                gaveUp[0] = true;
            }
        }, "waiter");
        waiter.start();
        waiter.interrupt();
        join(waiter);
        check(gaveUp[0], "the lock was held, and lockInterruptibly() succeeded");
        lock.unlock();
        Interleave.together(turn(lock, count));
        check(count[0] == 2, "two turns make " + count[0]);
    }

    /** {@code lock()} waits on through an interrupt, and leaves the status as it found it. */
    static void uninterruptible(Lock lock) {
        int[] count = new int[1];
        lock.lock();
        count[0]++;
        Thread waiter = new Thread(() -> {
            lock.lock();
            count[0]++;
            check(Thread.currentThread().isInterrupted(), "lock() has lost the interrupt");
            lock.unlock();
        }, "waiter");
        waiter.start();
        waiter.interrupt();
        lock.unlock();
        join(waiter);
        check(count[0] == 2, "two turns make " + count[0]);
    }

    /** Of two waiters one is interrupted, just as the lock comes free: the other one must get it all the same. */
    static void passedOn(Lock lock) {
        int[] count = new int[1];
        lock.lock();
        count[0]++;
        Thread impatient = new Thread(() -> {
            try {
                lock.lockInterruptibly();
                count[0]++;
                lock.unlock();
            } catch (InterruptedException e) {
                // then it is the other one's turn
            }
        }, "impatient");
        Thread patient = new Thread(() -> {
            lock.lock();
            count[0]++;
            lock.unlock();
        }, "patient");
        impatient.start();
        patient.start();
        impatient.interrupt();
        lock.unlock();
        join(impatient);
        join(patient);
        check(count[0] >= 2, "two turns at least make " + count[0]);
        check(lock.tryLock(), "in the end the lock is free");
    }

    /** Threads that only try wait for nobody. */
    static void onlyTries(Lock lock) {
        Action attempt = () -> {
            if (lock.tryLock()) {
                lock.unlock();
            }
        };
        Interleave.together(attempt, attempt);
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
