package lockstep.interleave.schedule;

import java.util.function.BooleanSupplier;

/**
 * What a blocked thread waits for.
 *
 * @param what in words, for reports: "the monitor of Account#1"
 * @param on the thread it waits for, if it is one
 * @param ready may it go on?
 * @param timed does the wait end by itself at some time?
 * @param spurious may it end for no reason (park, wait, await)?
 * @param idle is it no harm if it never ends, as with a pool's thread that waits for tasks?
 */
public record Wait(String what, Strand on, BooleanSupplier ready, boolean timed, boolean spurious, boolean idle) {

  public Wait(String what, Strand on, BooleanSupplier ready, boolean timed, boolean spurious) {
    this(what, on, ready, timed, spurious, false);
  }

  /** How a wait came to its end. */
  public enum End { READY, TIMEOUT, SPURIOUS }

  public static Wait idle(String what, BooleanSupplier ready) {
    return new Wait(what, null, ready, false, false, true);
  }

  public static Wait until(String what, BooleanSupplier ready) {
    return new Wait(what, null, ready, false, false);
  }
}
