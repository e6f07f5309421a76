package lockstep.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Verdict;
import org.junit.jupiter.api.Test;

/** The example of the README, as it stands there and mended. */
class ReadmeTest {

  @Test
  void anOpaqueUnlockIsRefused() {
    Verdict verdict = Interleave.explore(() -> {
      AtomicBoolean locked = new AtomicBoolean();
      int[] count = new int[1];
      Action add = () -> {
        while (locked.getAndSet(true)) {
          Thread.onSpinWait();
        }
        count[0]++;
        locked.setOpaque(false);
      };
      Interleave.together(add, add);
    });
    assertFalse(verdict.passed(), verdict.toString());
    assertTrue(verdict.toString().contains("that store has no release"), verdict.toString());
  }

  @Test
  void aReleasePasses() {
    Verdict verdict = Interleave.explore(() -> {
      AtomicBoolean locked = new AtomicBoolean();
      int[] count = new int[1];
      Action add = () -> {
        while (locked.getAndSet(true)) {
          Thread.onSpinWait();
        }
        count[0]++;
        locked.setRelease(false);
      };
      Interleave.together(add, add);
    });
    assertTrue(verdict.passed(), verdict.toString());
    System.out.println(verdict);
  }
}
