package lockstep.harness;

import java.util.List;
import java.util.stream.Stream;
import lockstep.answers.Hostile;
import lockstep.harness.Crowd.Case;
import lockstep.harness.Verdict.Kind;
import lockstep.harness.judge.Catalogue;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Answers that harm: each gets a verdict that is no pass and says what happened, and leaves no process behind. */
class HostileTest {

    private static final List<Case> CASES = List.of(
            new Case(Hostile.LoopsWithHint.class, Kind.HUNG, "Hostile.java line", "nothing that another thread could change"),
            new Case(Hostile.LoopsBare.class, Kind.HUNG, "Hostile.java line", "nothing that another thread could change"),
            new Case(Hostile.CountsFarWithoutSafepoint.class, Kind.HUNG, "Hostile.java line"),
            new Case(Hostile.SpinsOnPlainField.class, Kind.HUNG, "held (a plain field)", "say volatile"),
            new Case(Hostile.Deadlocks.class, Kind.HUNG, "a deadlock", "main waits for what other holds",
                    "other waits for what main holds", "in take()"),
            new Case(Hostile.LocksTwice.class, Kind.HUNG, "looking at locked.getAndSet", "no other thread is in your code"),
            new Case(Hostile.ParksForever.class, Kind.HUNG, "is parked at Hostile.java line", "a wake-up"),
            new Case(Hostile.Sleeps.class, Kind.HUNG, "sleeps or waits with a time limit"),
            new Case(Hostile.Exits.class, Kind.CRASHED, "ended the whole JVM", "Exit code 0", "in lock()"),
            new Case(Hostile.Halts.class, Kind.CRASHED, "ended the whole JVM", "Exit code 0"),
            new Case(Hostile.Recurses.class, Kind.CRASHED, "StackOverflowError", "in lock()"),
            new Case(Hostile.EatsMemory.class, Kind.CRASHED, "OutOfMemoryError"),
            new Case(Hostile.EatsMemoryAndCatches.class, null),
            new Case(Hostile.Prints.class, Kind.HUNG, "and on and on", "the rest is not shown"),
            new Case(Hostile.PrintsRaw.class, Kind.HUNG, "junk"),
            new Case(Hostile.StartsThousand.class, null),
            new Case(Hostile.LeavesDaemon.class, Kind.WRONG, "left threads running", "left over at Hostile.java line"),
            new Case(Hostile.CatchesAll.class, Kind.HUNG, "Hostile.java line"),
            new Case(Hostile.ClosesOut.class, Kind.CRASHED, "IllegalStateException: closed"),
            new Case(Hostile.ClosesRawOut.class, Kind.CRASHED, "ended the whole JVM"),
            new Case(Hostile.StaticThrows.class, Kind.CRASHED, "IllegalStateException: no luck", "a static initializer"),
            new Case(Hostile.StaticHangs.class, Kind.HUNG, "a static initializer"),
            new Case(Hostile.NoConstructor.class, Kind.WRONG, "the public constructor MyLock()"),
            new Case(notPublic(), Kind.WRONG, "NotPublic is not public"),
            new Case(Hostile.Abstract.class, Kind.WRONG, "Abstract is abstract"),
            new Case(Hostile.Interface.class, Kind.WRONG, "Interface is an interface"),
            new Case(Hostile.WrongType.class, Kind.WRONG, "the public method void lock()", "the public method void unlock()"),
            new Case(Hostile.NotStatic.Inner.class, Kind.WRONG, "inner class"),
            new Case(Hostile.WrongReturn.class, Kind.WRONG, "the public method void lock()"),
            new Case(String.class, Kind.WRONG, "lacks"),
            new Case(int.class, Kind.WRONG, "not a class of yours"),
            new Case(Runnable[].class, Kind.WRONG, "not a class of yours"),
            new Case(null, Kind.WRONG, "null"),
            new Case(Hostile.PrintsPass.class, Kind.CRASHED, "ended the whole JVM", "| "),
            new Case(Hostile.PrintsPassRaw.class, Kind.CRASHED, "ended the whole JVM"),
            new Case(Hostile.CallsHarness.class, Kind.WRONG, "uses the judge itself", "line"),
            new Case(Hostile.NamesHarness.class, Kind.WRONG, "uses the judge itself"),
            new Case(Hostile.FindsHarness.class, null));

    private static final List<Case> ALONE = List.of(new Case(Hostile.StartsThousandSpinning.class, null));

    @TestFactory
    Stream<DynamicTest> hostile() {
        return Crowd.tests(Catalogue.get().find("90.1"), CASES, ALONE);
    }

    private static Class<?> notPublic() {
        try {
            return Class.forName("lockstep.answers.Hostile$NotPublic");
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
