package lockstep.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Verdict;
import org.junit.jupiter.api.Test;

/** The example of the README, as it stands there and mended. What the README says it prints, it prints. */
class ReadmeTest {
  static class MyLock {
    final AtomicBoolean locked = new AtomicBoolean();

    void lock() {
      while (locked.getAndSet(true)) {
        Thread.onSpinWait();
      }
    }

    void unlock() {
      locked.setOpaque(false);
    }
  }

  static class Mended extends MyLock {
    @Override void unlock() {
      locked.setRelease(false);
    }
  }

  static void twoThreadsCount(MyLock lock) {
    int[] count = new int[1];
    Action add = () -> {
      lock.lock();
      count[0]++;
      lock.unlock();
    };
    Interleave.together(add, add);
    assertEquals(2, count[0]);
  }

  /** Without line numbers, durations and the way lines are broken. */
  private static String plain(String text) {
    return text.replaceAll("\\w+:\\d+", "here").replaceAll("\\d+ ms", "some ms").replaceAll("\\s+", " ").strip();
  }

  @Test void anOpaqueUnlockIsRefused() throws IOException {
    Verdict verdict = Interleave.explore(() -> twoThreadsCount(new MyLock()));
    assertFalse(verdict.passed(), verdict.toString());
    String readme = Files.readString(Path.of("../../README.md"));
    String shown = readme.substring(readme.indexOf("```text\nDATA RACE") + 8);
    assertEquals(plain(shown.substring(0, shown.indexOf("```"))), plain(verdict.toString()));
  }

  @Test void aReleasePasses() throws IOException {
    Verdict verdict = Interleave.explore(() -> twoThreadsCount(new Mended()));
    assertTrue(verdict.passed(), verdict.toString());
    String readme = Files.readString(Path.of("../../README.md")).replaceAll("\\s+", " ");
    String words = verdict.toString().replaceAll(" \\(.*", "");
    assertTrue(readme.contains(words), words);
  }
}
