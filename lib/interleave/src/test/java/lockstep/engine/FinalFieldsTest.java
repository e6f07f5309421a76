package lockstep.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Verdict;
import lockstep.interleave.schedule.Failure.Kind;
import org.junit.jupiter.api.Test;

/** Final fields are safe for whoever gets the object after its constructor's end, and plain for whoever gets it before (JLS 17.5.1). */
class FinalFieldsTest {
  static class Base0 {
    Base0(Object[] registry, AtomicInteger published) {
      registry[0] = this;
      published.set(1);
    }
  }

  static final class Late extends Base0 {
    final int[] limits;
    final int limit;

    Late(Object[] registry, AtomicInteger published) {
      super(registry, published);
      limits = new int[] {7};
      limit = 7;
    }
  }

  @Test void theSuperclassGivesItAway() {
    for (boolean reference : new boolean[] {true, false}) {
      Verdict verdict = Interleave.explore(() -> {
        Object[] registry = new Object[1];
        var published = new AtomicInteger();
        Interleave.together(() -> new Late(registry, published), () -> {
          if (published.get() == 0) return;
          Late late = (Late) registry[0];
          Interleave.check(reference ? late.limits[0] == 7 : late.limit == 7, "not yet");
        });
      });
      assertEquals(Kind.DATA_RACE, verdict.kind(), verdict::toString);
      assertTrue(verdict.cause().contains(reference ? "limits" : "limit"), verdict.cause());
    }
  }

  static final class Runs {
    final int[] first = new int[1];
    final int second;
    int sum;
    final Thread thread;

    Runs() {
      first[0] = 1;
      thread = new Thread(() -> sum = first[0]);
      thread.start();
      second = 2;
    }

    Runs(int unused) {
      thread = new Thread(this::add);
      thread.start();
      second = 2;
    }

    void add() {
      sum = second;
    }
  }

  @Test void aThreadStartedByTheConstructor() {
    Verdict before = Interleave.explore(() -> {
      Runs runs = new Runs();
      runs.thread.join();
      Interleave.check(runs.sum == 1, "?");
    });
    assertTrue(before.passed(), before::toString);
    Verdict after = Interleave.explore(() -> {
      Runs runs = new Runs(0);
      runs.thread.join();
      Interleave.check(runs.sum == 2, "?");
    });
    assertEquals(Kind.DATA_RACE, after.kind(), after::toString);
  }

  static final class Whole {
    private static final AtomicInteger IDS = new AtomicInteger();
    final int id;
    final int[] more = {1};
    final int last;

    Whole(AtomicReference<Whole> registry) {
      id = IDS.incrementAndGet();
      more[0] = 2;
      last = 3;
      if (registry != null) registry.set(this);
    }
  }

  /** Given away as the last thing by a volatile store; or by an opaque one when all is done, which the end of the constructor makes safe. */
  @Test void givenAwayWhenItIsWhole() {
    for (boolean itself : new boolean[] {true, false}) {
      Verdict verdict = Interleave.explore( () -> {
        var registry = new AtomicReference<Whole>();
        Action read = () -> {
          Whole.IDS.get();
          Whole whole = itself ? registry.get() : registry.getOpaque();
          if (whole != null) Interleave.check(whole.last == 3 && whole.more[0] == 2 && whole.id > 0, "half");
        };
        Interleave.together(() -> {
          if (itself) new Whole(registry);
          else registry.setOpaque(new Whole(null));
        }, read);
      });
      assertNull(verdict.kind(), verdict::toString);
    }
  }
}
