package lockstep.interleave.schedule;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The table of situations: what counts as met before, and that it stays small. */
class SeenTest {
  @Test void aSituationCountsAsMetOnlyAtNoHigherPrice() {
    Seen seen = new Seen();
    assertFalse(seen.before(7, 1, 1));
    assertTrue(seen.before(7, 1, 1));
    assertTrue(seen.before(7, 2, 1), "dearer");
    assertFalse(seen.before(7, 0, 2), "neither dearer nor cheaper");
    assertTrue(seen.before(7, 1, 2));
    assertTrue(seen.before(7, 0, 2));
    assertFalse(seen.before(7, 0, 0), "cheaper");
    assertTrue(seen.before(7, 0, 1));
    assertFalse(seen.before(8, 5, 5));
    assertFalse(seen.before(0, 0, 0), "nought is a situation like any other");
    assertTrue(seen.before(0, 0, 0));
    seen.clear();
    assertFalse(seen.before(7, 3, 3));
  }

  /** In a heap of 256 MB: a full table remembers no more, and forgets nothing. */
  @Test void aFullTableIsNoHarm() {
    Seen seen = new Seen();
    int known = 0;
    for (int i = 1; i <= 3_000_000; i++) seen.before(Seen.mix(1, i), 0, 0);
    for (int i = 1; i <= 3_000_000; i++) if (seen.before(Seen.mix(1, i), 0, 0)) known++;
    assertTrue(known >= 1 << 21 && known < 3_000_000, "known: " + known);
  }
}
