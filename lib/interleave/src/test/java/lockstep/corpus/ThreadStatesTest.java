package lockstep.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import lockstep.interleave.Interleave;
import lockstep.interleave.Verdict;
import lockstep.interleave.schedule.Failure.Kind;
import org.junit.jupiter.api.Test;

/** Programs that spin on the state of another thread. */
class ThreadStatesTest {

  @Test void whoSpinsOnAStateNoticesThatTheThreadWentToSleep() {
    Verdict verdict = Interleave.explore(() -> {
      AtomicBoolean go = new AtomicBoolean();
      Thread sleeper = new Thread(() -> {
        while (!go.get()) LockSupport.park(); // which may return for no reason: then it sleeps again, and has changed nothing
      }, "sleeper");
      sleeper.start();
      while (sleeper.getState() != Thread.State.WAITING) Thread.onSpinWait();
      go.set(true);
      LockSupport.unpark(sleeper);
      sleeper.join();
      Interleave.observe(sleeper.getState());
    });
    assertTrue(verdict.passed(), verdict.toString());
    assertEquals("[TERMINATED]", verdict.outcomes().toString());
  }

  @Test void whoSpinsOnAStateThatNeverComesIsStuck() {
    Verdict verdict = Interleave.explore(() -> {
      Thread sleeper = new Thread(LockSupport::park, "sleeper");
      sleeper.start();
      while (sleeper.getState() != Thread.State.TIMED_WAITING) {
        if (sleeper.getState() == Thread.State.TERMINATED) return; // park may return for no reason
        Thread.onSpinWait();
      }
    });
    assertEquals(Kind.DEADLOCK, verdict.kind(), verdict.toString());
  }
}
