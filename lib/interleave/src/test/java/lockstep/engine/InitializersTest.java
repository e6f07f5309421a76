package lockstep.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Verdict;
import lockstep.interleave.schedule.Failure.Kind;
import org.junit.jupiter.api.Test;

/** Threads wait for each other's static initializers as JLS 12.4.2 says, and may do so for ever. */
class InitializersTest {
  static class Base {
    static final Object ONE = new Derived();
  }

  static class Derived extends Base {
    static int uses;
  }

  @Test void aClassAndItsSubclassBegunFromBothEnds() {
    Verdict verdict = Interleave.explore(() -> Interleave.together(() -> Interleave.check(Base.ONE != null, "?"), () -> Derived.uses++));
    assertEquals(Kind.DEADLOCK, verdict.kind(), verdict::toString);
    assertTrue(verdict.cause().contains("the initialization of Base, begun by T") && verdict.cause().contains("the initialization of Derived, begun by T"), verdict.cause());
    Verdict inOrder = Interleave.explore(() -> {
      Interleave.check(Base.ONE != null, "?");
      Interleave.together(() -> Interleave.check(Base.ONE != null, "?"), () -> Derived.uses++);
    });
    assertTrue(inOrder.passed(), inOrder::toString);
  }

  static class Begins {
    static int value;

    static {
      Thread helper = new Thread(() -> value = 1);
      helper.start();
      try {
        helper.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Bloch and Gafter, Java Puzzlers, "Lazy initialization": the helper needs the class whose initializer waits for it. */
  @Test void anInitializerThatWaitsForAThreadThatNeedsIt() {
    Verdict verdict = Interleave.explore(() -> Interleave.check(Begins.value == 1, "?"));
    assertEquals(Kind.DEADLOCK, verdict.kind(), verdict::toString);
    assertTrue(verdict.cause().contains("the initialization of Begins, begun by main"), verdict.cause());
  }

  static class Upper {
    static final int[] TABLE = {Lower.TABLE[0] + 1};
  }

  static class Lower {
    static final int[] TABLE = {41};
  }

  /** No circle: whoever comes first, the other one waits for as long as it takes, and sees all of it. */
  @Test void classesInARow() {
    Verdict verdict = Interleave.explore(Options.standard().preemptions(40).surprises(40), () -> Interleave.together(() -> Interleave.check(Upper.TABLE[0] == 42, "?"),
        () -> Interleave.check(Lower.TABLE[0] == 41, "?"), () -> Interleave.check(Upper.TABLE[0] == 42, "?")));
    assertTrue(verdict.passed() && verdict.complete(), verdict::toString);
  }

  static class Fails {
    static int value = Integer.parseInt("no number");
  }

  @Test void anInitializerThatFailed() {
    Verdict verdict = Interleave.explore(() -> {
      Action use = () -> {
        try {
          Fails.value++;
        } catch (ExceptionInInitializerError e) {
          Interleave.observe("first");
        } catch (NoClassDefFoundError e) {
          Interleave.observe("later");
        }
      };
      Interleave.together(use, use);
    });
    assertTrue(verdict.passed(), verdict::toString);
    assertTrue(verdict.outcomes().stream().allMatch(o -> o.contains("first") && o.contains("later")), verdict.outcomes()::toString);
  }
}
