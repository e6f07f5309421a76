package lockstep.schedules;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static lockstep.interleave.schedule.Failure.Kind.LIVELOCK;

import java.util.concurrent.CountDownLatch;
import lockstep.interleave.Interleave;
import lockstep.interleave.Progress.Level;
import lockstep.scope.Scope;
import lockstep.scope.ScopeFailedException;

/** Leaving the block waits for all threads of it, tells their failures, and hands on what they did. */
public class ScopeSchedulesTest extends Schedules {

    /** Scenarios, mutants, progress. */
    public ScopeSchedulesTest() {
        super(Scope.class);
        scenario("joins", ScopeSchedulesTest::joins);
        scenario("grandchildren", ScopeSchedulesTest::grandchildren);
        scenario("fails", ScopeSchedulesTest::fails);
        scenario("interrupted", ScopeSchedulesTest::interrupted);

        progress("close() waits", Level.BLOCKING, ScopeSchedulesTest::waitedFor);

        mutant("close() does not wait",
                "child.join();", "if (child == Thread.currentThread()) { child.join(); }", "joins", DATA_RACE, EXCEPTION);
        mutant("close() does not wait long",
                "child.join();", "child.join(1);", "joins", DATA_RACE, EXCEPTION);
        mutant("close() waits for the first only",
                "for (Child child; (child = children.peek()) != null; ) {", "for (Child child; (child = children.peek()) != null; children.clear()) {",
                "joins", DATA_RACE, EXCEPTION);
        mutant("close() waits only for those that are there when it comes",
                "for (Child child; (child = children.peek()) != null; ) {", "for (Child child : new ArrayList<>(children)) {",
                "grandchildren", DATA_RACE, EXCEPTION);
        mutant("a closed scope is closed for its own threads, before they have ended",
                m -> {
                    m.edit(Scope.class, "boolean interrupted = false;", "boolean interrupted = false; closed = true;");
                    m.edit(Scope.class, "} closed = true; if", "} if");
                }, "grandchildren", EXCEPTION);
        mutant("a thread that was spawned is not remembered",
                "children.add(child);", "", "joins", DATA_RACE, EXCEPTION);
        mutant("close() looks for the failure before the thread has ended",
                "child.join(); children.remove(child); if (child.failure != null) { failed.add(child); }",
                "if (child.failure != null) { failed.add(child); } child.join(); children.remove(child);",
                "fails", DATA_RACE, EXCEPTION);
        mutant("a failure is dropped",
                "failure = t;", "", "fails", EXCEPTION);
        mutant("close() forgets nobody",
                "children.remove(child);", "", "joins", LIVELOCK, DEADLOCK);
        mutant("an interrupt is not passed on",
                "children.forEach(Thread::interrupt);", "", "interrupted", DEADLOCK);
        mutant("an interrupt is lost",
                "if (interrupted) { Thread.currentThread().interrupt(); }", "", "interrupted", EXCEPTION);
        mutant("an interrupt ends the waiting",
                "children.forEach(Thread::interrupt);", "children.forEach(Thread::interrupt); break;", "interrupted", DATA_RACE, EXCEPTION);
    }

    private static void joins() {
        int[] done = new int[3];
        try (Scope scope = new Scope()) {
            done[2] = 1;
            scope.spawn("a", () -> done[0] = done[2]);
            scope.spawn("b", () -> done[1] = done[2]);
        }
        check(done[0] == 1 && done[1] == 1, "the block is left, and not all was done");
    }

    /** A thread of the scope spawns another one in it. */
    private static void grandchildren() {
        int[] done = new int[2];
        try (Scope scope = new Scope()) {
            scope.spawn("a", () -> {
                scope.spawn("b", () -> done[1] = 1);
                done[0] = 1;
            });
        }
        check(done[0] == 1 && done[1] == 1, "the block is left, and not all was done");
    }

    /** One fails, the other one does not: the block says which, and only when both are done. */
    private static void fails() {
        int[] done = new int[1];
        ScopeFailedException told = null;
        try (Scope scope = new Scope()) {
            scope.spawn("a", () -> {
                throw new ArithmeticException("by zero");
            });
            scope.spawn("b", () -> done[0] = 1);
        } catch (ScopeFailedException e) {
            told = e;
        }
        check(told != null, "a failure was not told");
        check(told.getMessage().contains("1 of 2 threads failed") && told.getMessage().contains("a: "), told.getMessage());
        check(done[0] == 1, "the block is left, and not all was done");
    }

    /** The block is interrupted while it waits for a thread that waits for something that never comes. */
    private static void interrupted() {
        boolean[] ended = new boolean[2];
        Thread block = new Thread(() -> {
            try (Scope scope = new Scope()) {
                scope.spawn("a", () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        ended[0] = true;
                    }
                });
            }
            ended[1] = ended[0] && Thread.currentThread().isInterrupted();
        }, "block");
        block.start();
        block.interrupt();
        LockScenarios.join(block);
        check(ended[1], "the thread was interrupted and has ended: " + ended[0] + "; the block knows it, too: " + ended[1]);
    }

    /** If the thread of the scope stops for ever, so does the block, and with it whoever waits for the block. */
    private static void waitedFor() {
        CountDownLatch left = new CountDownLatch(1);
        Interleave.together(() -> {
            try (Scope scope = new Scope()) {
                scope.spawn("a", () -> { });
            }
            left.countDown();
        }, left::await);
    }
}
