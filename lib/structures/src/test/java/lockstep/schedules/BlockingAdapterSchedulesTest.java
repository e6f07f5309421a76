package lockstep.schedules;

import static java.util.concurrent.TimeUnit.SECONDS;
import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.LIVELOCK;

import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Progress.Level;
import lockstep.queue.BlockingAdapter;
import lockstep.queue.BoundedQueue;
import lockstep.queue.ConcurrentQueue;
import lockstep.queue.QueueClosedException;
import lockstep.queue.SingleQueue;

/** No wake-up is lost: whoever sleeps here for ever is a deadlock to the checker. */
public class BlockingAdapterSchedulesTest extends Schedules {

    private static final Options FEWER = BOUNDS.preemptions(2).surprises(1);

    /** Scenarios, mutants, progress. */
    public BlockingAdapterSchedulesTest() {
        super(BlockingAdapter.class);
        scenario("takes", FEWER, () -> takes(new SingleQueue<>()));
        scenario("takesBounded", BOUNDS.preemptions(1).surprises(3), () -> takes(new BoundedQueue<>(1)));
        scenario("puts", FEWER, () -> puts(new SingleQueue<>()));
        scenario("handsOver", BOUNDS.preemptions(1).surprises(1), () -> handsOver(new SingleQueue<>()));
        scenario("takesThreads", FEWER.surprises(0), () -> takesThreads(new SingleQueue<>()));
        scenario("closesTakers", FEWER, BlockingAdapterSchedulesTest::closesTakers);
        scenario("closesPutters", FEWER, BlockingAdapterSchedulesTest::closesPutters);
        scenario("interrupted", FEWER, BlockingAdapterSchedulesTest::interrupted);
        scenario("interruptedInVain", BOUNDS.preemptions(1).surprises(0),
                BlockingAdapterSchedulesTest::interruptedInVain);
        scenario("limited", FEWER, BlockingAdapterSchedulesTest::limited);
        scenario("limitedInVain", FEWER, BlockingAdapterSchedulesTest::limitedInVain);
        scenario("twoSleepers", BOUNDS.preemptions(1).surprises(0), BlockingAdapterSchedulesTest::twoSleepers);
        scenario("overtaken", BOUNDS.preemptions(1).surprises(0), BlockingAdapterSchedulesTest::overtaken);

        progress("take() waits", Level.BLOCKING, () -> takes(new SingleQueue<>()));
        progress("offer() and poll() do not", Level.LOCK_FREE,
                () -> triesOnly(new BlockingAdapter<>(new SingleQueue<>())));

        mutant("looks, then writes itself into the list",
                "sleepers.add(me); while ((result = attempt.get()) == null && !me.isInterrupted()) {",
                "while ((result = attempt.get()) == null && !me.isInterrupted()) { sleepers.add(me);", "takes",
                DEADLOCK);
        mutant("wakes, then pushes",
                "PushResult result = queue.push(element); if (result == PushResult.PUSHED) { wakeFirst(takers); }",
                "wakeFirst(takers); PushResult result = queue.push(element);", "takes", DEADLOCK);
        mutant("a push wakes nobody",
                "if (result == PushResult.PUSHED) { wakeFirst(takers); }", "", "takes", DEADLOCK);
        mutant("a pop wakes nobody",
                "if (taken != null && taken != DRAINED) { wakeFirst(putters); }", "", "handsOver", DEADLOCK);
        mutant("poll() wakes nobody",
                "E element = queue.pop(); if (element != null) { wakeFirst(putters); }", "E element = queue.pop();",
                "puts", DEADLOCK);
        mutant("a close wakes no takers",
                "takers.forEach(LockSupport::unpark);", "", "closesTakers", DEADLOCK);
        mutant("a close wakes no putters",
                "putters.forEach(LockSupport::unpark);", "", "closesPutters", DEADLOCK);
        mutant("a close wakes, then closes",
                m -> {
                    m.edit(BlockingAdapter.class, "boolean closed = queue.close();", "");
                    m.edit(BlockingAdapter.class, "putters.forEach(LockSupport::unpark); return closed;",
                            "putters.forEach(LockSupport::unpark); return queue.close();");
                }, "closesTakers", DEADLOCK);
        mutant("who leaves does not wake the next",
                "if (ready.getAsBoolean()) { wakeFirst(sleepers); }", "", "twoSleepers", DEADLOCK);
        mutant("who is woken leaves the list before it has tried",
                "sleepers.peek()", "sleepers.poll()", "overtaken", DEADLOCK);
        mutant("who has it stays in the list",
                "sleepers.remove(me);", "", "takesThreads", DEADLOCK);
        mutant("an interrupt is lost",
                "if (result == null) { refuseInterrupted(); }", "", "interrupted", EXCEPTION);
        mutant("an interrupt takes the element along",
                "if (result == null) { refuseInterrupted(); }", "refuseInterrupted();", "interrupted", EXCEPTION);
        mutant("a sleeper does not look whether it was interrupted",
                "&& !me.isInterrupted()", "", "interruptedInVain", DEADLOCK, LIVELOCK);
        mutant("a wait with a limit sleeps without one",
                "LockSupport.parkNanos(this, deadline - System.nanoTime())", "LockSupport.park(this)", "limitedInVain",
                DEADLOCK);
        mutant("a single queue whose empty is not volatile",
                m -> m.edit(SingleQueue.class,
                "Object found = SLOT.getVolatile(this); if (found == null) { return null; }",
                        "Object found = SLOT.getAcquire(this); if (found == null) { return null; }"), "takes",
                        DEADLOCK);
        mutant("a single queue whose full is not volatile",
                m -> m.edit(SingleQueue.class, "Object found = SLOT.getVolatile(this); if (found == null) { found",
                        "Object found = SLOT.getAcquire(this); if (found == null) { found"), "puts", DEADLOCK);
        mutant("a bounded queue whose empty is not volatile",
                m -> m.edit(BoundedQueue.class, "long tail = (long) TAIL.getVolatile(this); if (stamp == head",
                        "long tail = (long) TAIL.getAcquire(this); if (stamp == head"), "takesBounded", DEADLOCK);
    }

    /** One takes, the other offers. */
    private static void takes(ConcurrentQueue<Integer> queue) {
        BlockingAdapter<Integer> adapter = new BlockingAdapter<>(queue);
        Interleave.together(() -> check(adapter.take() == 1, "not what was put"),
                () -> check(adapter.offer(1), "there was room, and offer() failed"));
    }

    /** One puts into a full queue, the other polls. */
    private static void puts(ConcurrentQueue<Integer> queue) {
        BlockingAdapter<Integer> adapter = new BlockingAdapter<>(queue);
        adapter.offer(1);
        Interleave.together(() -> adapter.put(2), () -> check(adapter.poll() == 1, "not what was put"));
        check(adapter.poll() == 2, "not what was put then");
    }

    /** Both wait for each other, by turns. */
    private static void handsOver(ConcurrentQueue<Integer> queue) {
        BlockingAdapter<Integer> adapter = new BlockingAdapter<>(queue);
        Interleave.together(() -> {
            adapter.put(1);
            adapter.put(2);
        }, () -> {
            check(adapter.take() == 1, "not what was put");
            check(adapter.take() == 2, "not what was put then");
        });
    }

    /** Two take, one after the other has gone, perhaps. */
    private static void takesThreads(ConcurrentQueue<Integer> queue) {
        BlockingAdapter<Integer> adapter = new BlockingAdapter<>(queue);
        Thread first = new Thread(() -> take(adapter), "first");
        first.start();
        awaitAsleep(first);
        adapter.offer(1);
        LockScenarios.join(first);
        Interleave.together(() -> take(adapter), () -> adapter.offer(2));
    }

    /** A taker sleeps, or is about to, when the queue is closed; what is in it comes first. */
    private static void closesTakers() {
        BlockingAdapter<Integer> adapter = new BlockingAdapter<>(new SingleQueue<>());
        Interleave.together(() -> {
            try {
                adapter.take();
                check(false, "nothing was put, and take() has got something");
            } catch (QueueClosedException e) {
                check(adapter.isClosed(), "closed, says take(), and it is open");
            }
        }, adapter::close);
    }

    /** A putter sleeps, or is about to, when the queue is closed. */
    private static void closesPutters() {
        BlockingAdapter<Integer> adapter = new BlockingAdapter<>(new SingleQueue<>());
        adapter.offer(1);
        Interleave.together(() -> {
            try {
                adapter.put(2);
                check(false, "full, then closed, and put() has put");
            } catch (QueueClosedException e) {
                check(adapter.isClosed(), "closed, says put(), and it is open");
            }
        }, adapter::close);
        check(adapter.poll() == 1 && adapter.poll() == null, "not what was put before");
    }

    /** A taker is interrupted: it gets an element and keeps its status, or an exception instead of either. */
    private static void interrupted() {
        BlockingAdapter<Integer> adapter = new BlockingAdapter<>(new SingleQueue<>());
        boolean[] gaveUp = new boolean[1];
        Integer[] taken = new Integer[1];
        Thread taker = new Thread(() -> {
            try {
                taken[0] = adapter.take();
            } catch (InterruptedException e) {
                gaveUp[0] = true;
                check(!Thread.currentThread().isInterrupted(), "the exception has said it, and the status still does");
            }
        }, "taker");
        taker.start();
        Interleave.together(() -> {
            adapter.offer(1);
            taker.interrupt();
        });
        LockScenarios.join(taker);
        check(gaveUp[0] ? taken[0] == null && adapter.poll() == 1 : taken[0] == 1 && adapter.poll() == null,
                "given up: " + gaveUp[0] + ", and taken: " + taken[0]);
    }

    /** Nothing comes but the interrupt, which must end the wait. */
    private static void interruptedInVain() {
        BlockingAdapter<Integer> adapter = new BlockingAdapter<>(new SingleQueue<>());
        boolean[] gaveUp = new boolean[1];
        Thread taker = new Thread(() -> {
            try {
                adapter.take();
            } catch (InterruptedException e) {
                gaveUp[0] = true;
            }
        }, "taker");
        taker.start();
        taker.interrupt();
        LockScenarios.join(taker);
        check(gaveUp[0], "nothing was put, and take() has got something");
    }

    /** A wait with a limit gets the element, or leaves it there. */
    private static void limited() {
        BlockingAdapter<Integer> adapter = new BlockingAdapter<>(new SingleQueue<>());
        Integer[] taken = new Integer[1];
        Interleave.together(() -> taken[0] = adapter.poll(1, SECONDS), () -> adapter.offer(1));
        check(taken[0] == null ? adapter.poll() == 1 : taken[0] == 1 && adapter.poll() == null, "taken: " + taken[0]);
    }

    /** Nobody comes: the limit must end the wait, on either side. */
    private static void limitedInVain() {
        BlockingAdapter<Integer> adapter = new BlockingAdapter<>(new SingleQueue<>());
        Interleave.together(() -> {
            check(adapter.poll(1, SECONDS) == null, "nothing was put, and poll() has got something");
            check(adapter.offer(1, 1, SECONDS), "there was room, and offer() failed");
            check(!adapter.offer(2, 1, SECONDS), "it was full, and offer() succeeded");
        });
    }

    /** Two sleep, and two elements come at once: both must wake. */
    private static void twoSleepers() {
        BlockingAdapter<Integer> adapter = new BlockingAdapter<>(new BoundedQueue<>(2));
        Thread first = new Thread(() -> take(adapter), "first");
        Thread second = new Thread(() -> take(adapter), "second");
        first.start();
        awaitAsleep(first);
        second.start();
        awaitAsleep(second);
        adapter.offer(1);
        adapter.offer(2);
        LockScenarios.join(first);
        LockScenarios.join(second);
        check(adapter.isEmpty(), "two put, two taken");
    }

    /** A sleeper is woken, and who woke it takes the element itself: the sleeper must be woken again. */
    private static void overtaken() {
        BlockingAdapter<Integer> adapter = new BlockingAdapter<>(new SingleQueue<>());
        Thread sleeper = new Thread(() -> take(adapter), "sleeper");
        sleeper.start();
        awaitAsleep(sleeper);
        adapter.offer(1);
        if (adapter.poll() != null) {
            adapter.offer(2);
        }
        LockScenarios.join(sleeper);
        check(adapter.isEmpty(), "all was taken");
    }

    /** Threads that only try wait for nobody. */
    private static void triesOnly(BlockingAdapter<Integer> adapter) {
        Interleave.together(() -> {
            adapter.offer(1);
            adapter.poll();
        }, () -> {
            adapter.offer(2);
            adapter.poll();
        });
    }

    private static void take(BlockingAdapter<Integer> adapter) {
        try {
            check(adapter.take() > 0, "not what was put");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** So that no preemption is spent on a thread's way to sleep. */
    private static void awaitAsleep(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }
}
