package lockstep.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Scenario;
import lockstep.interleave.Verdict;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Small programs with a known set of outcomes, one for each shape and access mode: what interleave finds must be exactly the outcomes named as explored. Those
 * named as allowed but not explored may happen in Java and are not looked for: see the package's documentation. Everything else is forbidden.
 *
 * <p>Sources. JLS: <i>Java Language Specification</i>, 17.4. L: Doug Lea, <i>Using JDK 9 Memory Order Modes</i>. BP: Bender and Palsberg, OOPSLA 2019.
 * RC11: Lahav et al., <i>Repairing Sequential Consistency in C/C++11</i>, PLDI 2017, whose relaxed, release/acquire and SC accesses the VarHandle modes follow. M:
 * Maranget, Sarkar, Sewell, <i>A Tutorial Introduction to the ARM and POWER Relaxed Memory Models</i>, for the names of the shapes.
 */
class LitmusTest {
  static final Options ALL = Options.standard().preemptions(40).surprises(40).executions(400_000).millis(60_000);

  /** {@code explored}: outcomes that must be found, no more and no less. {@code unexplored}: allowed as well. */
  record Litmus(String name, String source, Scenario program, String explored, String unexplored) {}

  private final List<Litmus> all = new ArrayList<>();

  private void litmus(String name, String source, String explored, String unexplored, Scenario program) {
    all.add(new Litmus(name, source, program, explored, unexplored));
  }

  @TestFactory Stream<DynamicTest> outcomesAreExactlyTheAllowedOnes() {
    storeBuffering();
    messagePassing();
    loadBuffering();
    coherence();
    twoPlusTwo();
    causality();
    releaseSequences();
    return all.stream().map(l -> dynamicTest(l.name, () -> {
      Verdict v = Interleave.explore(ALL, l.program);
      assertNull(v.kind(), v::toString);
      assertTrue(v.complete(), v::toString);
      SortedSet<String> expected = new TreeSet<>();
      for (String outcome : l.explored.split(",")) expected.add(outcome.strip());
      assertEquals(expected, v.outcomes(), l.source);
      for (String outcome : l.unexplored.split(",")) assertTrue(!v.outcomes().contains(outcome.strip()), "explored after all: " + outcome);
    }));
  }

  /** Skipping equivalent schedules must not lose an outcome: without it, the same set. */
  @TestFactory Stream<DynamicTest> reductionLosesNoOutcome() {
    storeBuffering();
    messagePassing();
    coherence();
    twoPlusTwo();
    releaseSequences();
    return all.stream().map(l -> dynamicTest(l.name, () -> {
      Verdict reduced = Interleave.explore(ALL, l.program);
      Verdict all = Interleave.explore(ALL.reduce(false), l.program);
      assertTrue(all.complete(), all::toString);
      assertEquals(all.outcomes(), reduced.outcomes());
      assertTrue(reduced.executions() <= all.executions());
    }));
  }

  private static void set(AtomicInteger x, int value, char mode) {
    switch (mode) {
      case 'o' -> x.setOpaque(value);
      case 'r' -> x.setRelease(value);
      default -> x.set(value);
    }
  }

  private static int get(AtomicInteger x, char mode) {
    return switch (mode) {
      case 'o' -> x.getOpaque();
      case 'a' -> x.getAcquire();
      default -> x.get();
    };
  }

  // ---- SB ----

  private static void sb(char store, char load) {
    var x = new AtomicInteger();
    var y = new AtomicInteger();
    var r = new int[2];
    Interleave.together(() -> {
      set(x, 1, store);
      r[0] = get(y, load);
    }, () -> {
      set(y, 1, store);
      r[1] = get(x, load);
    });
    Interleave.observe(r[0], r[1]);
  }

  private void storeBuffering() {
    litmus("SB opaque", "L, RC11", "0 0, 0 1, 1 0, 1 1", "", () -> sb('o', 'o'));
    litmus("SB release/acquire", "L: release and acquire order one place only", "0 0, 0 1, 1 0, 1 1", "", () -> sb('r', 'a'));
    litmus("SB volatile", "JLS 17.4.4: volatile accesses have one order", "0 1, 1 0, 1 1", "", () -> sb('v', 'v'));
    litmus("SB release, volatile load", "L: only volatile stores stand in the total order; x86 shows it", "0 0, 0 1, 1 0, 1 1", "", () -> sb('r', 'v'));
    litmus("SB volatile store, acquire", "RC11: an acquire load is no SC access", "0 0, 0 1, 1 0, 1 1", "", () -> sb('v', 'a'));
    litmus("SB opaque, full fences", "VarHandle.fullFence, RC11", "0 1, 1 0, 1 1", "", () -> {
      var x = new AtomicInteger();
      var y = new AtomicInteger();
      var r = new int[2];
      Interleave.together(() -> {
        x.setOpaque(1);
        VarHandle.fullFence();
        r[0] = y.getOpaque();
      }, () -> {
        y.setOpaque(1);
        VarHandle.fullFence();
        r[1] = x.getOpaque();
      });
      Interleave.observe(r[0], r[1]);
    });
    litmus("SB opaque, one full fence", "RC11: both sides need it", "0 0, 0 1, 1 0, 1 1", "", () -> {
      var x = new AtomicInteger();
      var y = new AtomicInteger();
      var r = new int[2];
      Interleave.together(() -> {
        x.setOpaque(1);
        VarHandle.fullFence();
        r[0] = y.getOpaque();
      }, () -> {
        y.setOpaque(1);
        r[1] = x.getOpaque();
      });
      Interleave.observe(r[0], r[1]);
    });
    litmus("SB release store against an update", "RC11: an update reads the store before it in that place's order; x86 shows it", "0 0, 0 1, 1 0, 1 1", "", () -> sbUpdate('r'));
    litmus("SB volatile store against an update", "JLS", "0 0, 1 0, 1 1", "", () -> sbUpdate('v'));
    litmus("SB read-modify-writes", "JLS: getAndSet is volatile", "0 1, 1 0, 1 1", "", () -> {
      var x = new AtomicInteger();
      var y = new AtomicInteger();
      var r = new int[2];
      Interleave.together(() -> {
        x.getAndSet(1);
        r[0] = y.get();
      }, () -> {
        y.getAndSet(1);
        r[1] = x.get();
      });
      Interleave.observe(r[0], r[1]);
    });
  }

  /** The handshake of a parking lock: free it, then look for sleepers; announce oneself, then try once more. */
  private static void sbUpdate(char free) {
    var locked = new AtomicInteger(1);
    var sleepers = new AtomicInteger();
    var r = new int[2];
    Interleave.together(() -> {
      set(locked, 0, free);
      r[0] = sleepers.get();
    }, () -> {
      sleepers.set(1);
      r[1] = locked.getAndSet(2);
    });
    Interleave.observe(r[0], r[1]);
  }

  // ---- MP ----

  private static void mp(char data, char flagStore, char flagLoad, char dataLoad) {
    var x = new AtomicInteger();
    var y = new AtomicInteger();
    var r = new int[2];
    Interleave.together(() -> {
      set(x, 1, data);
      set(y, 1, flagStore);
    }, () -> {
      r[0] = get(y, flagLoad);
      r[1] = get(x, dataLoad);
    });
    Interleave.observe(r[0], r[1]);
  }

  private void messagePassing() {
    litmus("MP opaque", "L: opaque orders nothing between places", "0 0, 0 1, 1 0, 1 1", "", () -> mp('o', 'o', 'o', 'o'));
    litmus("MP release/acquire", "L, BP", "0 0, 0 1, 1 1", "", () -> mp('o', 'r', 'a', 'o'));
    litmus("MP volatile", "JLS 17.4.5", "0 0, 0 1, 1 1", "", () -> mp('o', 'v', 'v', 'o'));
    litmus("MP release, opaque load", "the acquire is missing", "0 0, 0 1, 1 0, 1 1", "", () -> mp('o', 'r', 'o', 'o'));
    litmus("MP opaque store, acquire", "the release is missing", "0 0, 0 1, 1 0, 1 1", "", () -> mp('o', 'o', 'a', 'o'));
    litmus("MP release store, volatile load", "L: volatile is at least acquire", "0 0, 0 1, 1 1", "", () -> mp('o', 'r', 'v', 'o'));
    litmus("MP fences", "RC11: fences around opaque accesses", "0 0, 0 1, 1 1", "", () -> {
      var x = new AtomicInteger();
      var y = new AtomicInteger();
      var r = new int[2];
      Interleave.together(() -> {
        x.setOpaque(1);
        VarHandle.releaseFence();
        y.setOpaque(1);
      }, () -> {
        r[0] = y.getOpaque();
        VarHandle.acquireFence();
        r[1] = x.getOpaque();
      });
      Interleave.observe(r[0], r[1]);
    });
    litmus("MP release fence only", "RC11: the acquire is missing", "0 0, 0 1, 1 0, 1 1", "", () -> {
      var x = new AtomicInteger();
      var y = new AtomicInteger();
      var r = new int[2];
      Interleave.together(() -> {
        x.setOpaque(1);
        VarHandle.releaseFence();
        y.setOpaque(1);
      }, () -> {
        r[0] = y.getOpaque();
        r[1] = x.getOpaque();
      });
      Interleave.observe(r[0], r[1]);
    });
  }

  // ---- LB ----

  private static void lb(char load, char store) {
    var x = new AtomicInteger();
    var y = new AtomicInteger();
    var r = new int[2];
    Interleave.together(() -> {
      r[0] = get(x, load);
      set(y, 1, store);
    }, () -> {
      r[1] = get(y, load);
      set(x, 1, store);
    });
    Interleave.observe(r[0], r[1]);
  }

  private void loadBuffering() {
    litmus("LB opaque", "L: allowed; interleave runs each thread in program order and does not look for it", "0 0, 0 1, 1 0", "1 1", () -> lb('o', 'o'));
    litmus("LB acquire/release", "L: forbidden", "0 0, 0 1, 1 0", "", () -> lb('a', 'r'));
    litmus("LB volatile", "JLS", "0 0, 0 1, 1 0", "", () -> lb('v', 'v'));
  }

  // ---- coherence ----

  private void coherence() {
    litmus("CoRR opaque", "L: coherence", "0 0, 0 1, 0 2, 1 1, 1 2, 2 2", "", () -> {
      var x = new AtomicInteger();
      var r = new int[2];
      Interleave.together(() -> {
        x.setOpaque(1);
        x.setOpaque(2);
      }, () -> {
        r[0] = x.getOpaque();
        r[1] = x.getOpaque();
      });
      Interleave.observe(r[0], r[1]);
    });
    litmus("CoWW opaque", "L: coherence", "2", "", () -> {
      var x = new AtomicInteger();
      Interleave.together(() -> {
        x.setOpaque(1);
        x.setOpaque(2);
      });
      Interleave.observe(x.get());
    });
    litmus("CoWR opaque", "L: a thread sees its own store, or a newer one", "1 1, 1 2, 2 2", "", () -> {
      var x = new AtomicInteger();
      var r = new int[1];
      Interleave.together(() -> {
        x.setOpaque(1);
        r[0] = x.getOpaque();
      }, () -> x.setOpaque(2));
      Interleave.observe(r[0], x.get());
    });
    litmus("CoRW opaque", "L: what was read before a store is older than it", "0 1, 0 2, 2 1", "", () -> {
      var x = new AtomicInteger();
      var r = new int[1];
      Interleave.together(() -> {
        r[0] = x.getOpaque();
        x.setOpaque(1);
      }, () -> x.setOpaque(2));
      Interleave.observe(r[0], x.get());
    });
    litmus("read-modify-writes lose nothing", "VarHandle: even the weakest is atomic", "2", "", () -> {
      var x = new AtomicInteger();
      Interleave.together(x::getAndIncrement, () -> {
        for (int tries = 0; tries < 3; tries++) {
          int old = x.getOpaque();
          if (x.compareAndExchangeRelease(old, old + 1) == old) return;
        }
        Interleave.check(false, "two others cannot be in the way");
      });
      Interleave.observe(x.get());
    });
  }

  // ---- 2+2W, R, S ----

  private static void twoPlusTwoW(char mode) {
    var x = new AtomicInteger();
    var y = new AtomicInteger();
    Interleave.together(() -> {
      set(x, 1, mode);
      set(y, 2, mode);
    }, () -> {
      set(y, 1, mode);
      set(x, 2, mode);
    });
    Interleave.observe(x.get(), y.get());
  }

  private static void r(char store, char load) {
    var x = new AtomicInteger();
    var y = new AtomicInteger();
    var r = new int[1];
    Interleave.together(() -> {
      set(x, 1, store);
      set(y, 1, store);
    }, () -> {
      set(y, 2, store);
      r[0] = get(x, load);
    });
    Interleave.observe(y.get(), r[0]);
  }

  private static void s(char first, char store, char load, char last) {
    var x = new AtomicInteger();
    var y = new AtomicInteger();
    var r = new int[1];
    Interleave.together(() -> {
      set(x, 2, first);
      set(y, 1, store);
    }, () -> {
      r[0] = get(y, load);
      set(x, 1, last);
    });
    Interleave.observe(r[0], x.get());
  }

  private void twoPlusTwo() {
    litmus("2+2W opaque", "RC11, M", "1 1, 1 2, 2 1, 2 2", "", () -> twoPlusTwoW('o'));
    litmus("2+2W release", "RC11: release stores to two places are not ordered", "1 1, 1 2, 2 1, 2 2", "", () -> twoPlusTwoW('r'));
    litmus("2+2W volatile", "JLS", "1 2, 2 1, 2 2", "", () -> twoPlusTwoW('v'));
    litmus("R opaque", "RC11, M", "1 0, 1 1, 2 0, 2 1", "", () -> r('o', 'o'));
    litmus("R release/acquire", "RC11", "1 0, 1 1, 2 0, 2 1", "", () -> r('r', 'a'));
    litmus("R volatile", "JLS", "1 0, 1 1, 2 1", "", () -> r('v', 'v'));
    litmus("S opaque", "RC11, M", "0 1, 0 2, 1 1, 1 2", "", () -> s('o', 'o', 'o', 'o'));
    litmus("S release/acquire", "RC11: happens-before orders the stores", "0 1, 0 2, 1 1", "", () -> s('o', 'r', 'a', 'o'));
    litmus("S volatile", "JLS", "0 1, 0 2, 1 1", "", () -> s('v', 'v', 'v', 'v'));
  }

  // ---- WRC, IRIW ----

  private static void wrc(char store, char load) {
    var x = new AtomicInteger();
    var y = new AtomicInteger();
    var r = new int[3];
    Interleave.together(() -> set(x, 1, store), () -> {
      r[0] = get(x, load);
      set(y, 1, store);
    }, () -> {
      r[1] = get(y, load);
      r[2] = get(x, load);
    });
    Interleave.observe(r[0], r[1], r[2]);
  }

  private static void iriw(char store, char load) {
    var x = new AtomicInteger();
    var y = new AtomicInteger();
    var r = new int[4];
    Interleave.together(() -> set(x, 1, store), () -> set(y, 1, store), () -> {
      r[0] = get(x, load);
      r[1] = get(y, load);
    }, () -> {
      r[2] = get(y, load);
      r[3] = get(x, load);
    });
    Interleave.observe(r[0] == 1 && r[1] == 0 && r[2] == 1 && r[3] == 0 ? "disagree" : "agree");
  }

  private void causality() {
    litmus("WRC opaque", "RC11", "0 0 0, 0 0 1, 0 1 0, 0 1 1, 1 0 0, 1 0 1, 1 1 0, 1 1 1", "", () -> wrc('o', 'o'));
    litmus("WRC release/acquire", "L: causality", "0 0 0, 0 0 1, 0 1 0, 0 1 1, 1 0 0, 1 0 1, 1 1 1", "", () -> wrc('r', 'a'));
    litmus("WRC volatile", "JLS", "0 0 0, 0 0 1, 0 1 0, 0 1 1, 1 0 0, 1 0 1, 1 1 1", "", () -> wrc('v', 'v'));
    litmus("IRIW release/acquire", "L: readers may disagree", "agree, disagree", "", () -> iriw('r', 'a'));
    litmus("IRIW release, volatile loads", "RC11: the stores are not SC", "agree, disagree", "", () -> iriw('r', 'v'));
    litmus("IRIW volatile", "JLS", "agree", "", () -> iriw('v', 'v'));
  }

  // ---- release sequences ----

  private void releaseSequences() {
    litmus("release sequence by an update", "RC11: an update passes on what it read", "0 0, 0 1, 1 1, 2 1", "", () -> {
      var x = new AtomicInteger();
      var y = new AtomicInteger();
      var r = new int[2];
      Interleave.together(() -> {
        x.setOpaque(1);
        y.setRelease(1);
      }, () -> y.weakCompareAndSetPlain(1, 2), () -> {
        r[0] = y.getAcquire();
        r[1] = x.getOpaque();
      });
      Interleave.observe(r[0], r[1]);
    });
    litmus("no release sequence by a later store", "C++20; nothing in Java promises it", "0 0, 0 1, 1 1, 2 0, 2 1", "", () -> {
      var x = new AtomicInteger();
      var y = new AtomicInteger();
      var r = new int[2];
      Interleave.together(() -> {
        x.setOpaque(1);
        y.setRelease(1);
        y.setOpaque(2);
      }, () -> {
        r[0] = y.getAcquire();
        r[1] = x.getOpaque();
      });
      Interleave.observe(r[0], r[1]);
    });
    litmus("volatile store after volatile store", "JLS 17.4.4: with all subsequent reads", "0 0, 0 1, 1 1, 2 0, 2 1", "", () -> {
      var x = new AtomicInteger();
      var y = new AtomicInteger();
      var r = new int[2];
      Interleave.together(() -> {
        x.setOpaque(1);
        y.set(1);
      }, () -> y.set(2), () -> {
        r[0] = y.get();
        r[1] = x.getOpaque();
      });
      Interleave.observe(r[0], r[1]);
    });
  }
}
