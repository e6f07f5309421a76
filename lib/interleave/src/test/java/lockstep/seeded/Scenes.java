package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;

import lockstep.interleave.Action;

/** What several programs do with the class under test. */
final class Scenes {
  private Scenes() {}

  /** Two threads count under a lock, `rounds` times each. */
  static void count(int rounds, Runnable lock, Runnable unlock) {
    int[] count = new int[1];
    Action add = () -> {
      for (int i = 0; i < rounds; i++) {
        lock.run();
        count[0]++;
        unlock.run();
      }
    };
    together(add, add);
    check(count[0] == 2 * rounds, "a count is lost");
  }

  static void count(Runnable lock, Runnable unlock) {
    count(1, lock, unlock);
  }
}
