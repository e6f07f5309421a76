package lockstep.interleave.schedule;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * What a blocked thread waits for.
 *
 * @param what in words, for reports: "the monitor of Account#1"; null for the end of threads
 * @param on the threads it waits for, all of them; none if it waits for something else
 * @param ready may it go on?
 * @param timed does the wait end by itself at some time?
 * @param spurious may it end for no reason (park, wait, await)?
 * @param idle is it no harm if it never ends, as with a pool's thread that waits for tasks?
 */
public record Wait(String what, List<Strand> on, BooleanSupplier ready, boolean timed, boolean spurious, boolean idle) {

  public Wait(String what, BooleanSupplier ready, boolean timed, boolean spurious) {
    this(what, List.of(), ready, timed, spurious, false);
  }

  /** For the end of {@code threads}, all of them; interrupted or not, as {@code ready} says. */
  public static Wait end(List<Strand> threads, BooleanSupplier ready, boolean timed) {
    return new Wait(null, threads, ready, timed, false, false);
  }

  @Override public String what() {
    if (what != null) return what;
    return "the end of " + on.stream().filter(s -> !s.done()).map(s -> s.name).collect(Collectors.joining(" and "));
  }

  /** How a wait came to its end. */
  public enum End { READY, TIMEOUT, SPURIOUS }

  public static Wait idle(String what, BooleanSupplier ready) {
    return new Wait(what, List.of(), ready, false, false, true);
  }

  public static Wait until(String what, BooleanSupplier ready) {
    return new Wait(what, ready, false, false);
  }
}
